package errbookprocessor

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"go.opentelemetry.io/collector/confmap"
	"gopkg.in/yaml.v3"
)

// A manifest is what the tests ask of an object of Kubernetes.
type manifest struct {
	APIVersion string `yaml:"apiVersion"`
	Kind       string
	Metadata   struct {
		Name   string
		Labels map[string]string
	}
	Data map[string]string
	Spec struct {
		Selector any
		Ports    []struct {
			Name       string
			TargetPort string `yaml:"targetPort"`
		}
		Template struct {
			Metadata struct{ Labels map[string]string }
			Spec     struct {
				Containers []container
				Volumes    []struct {
					Name      string
					ConfigMap struct{ Name string } `yaml:"configMap"`
				}
			}
		}
		ScaleTargetRef struct{ Kind, Name string } `yaml:"scaleTargetRef"`
	}
}

type container struct {
	Args  []string
	Env   []struct{ Name, Value string }
	Ports []struct {
		Name          string
		ContainerPort int `yaml:"containerPort"`
	}
	Startup   probe `yaml:"startupProbe"`
	Liveness  probe `yaml:"livenessProbe"`
	Readiness probe `yaml:"readinessProbe"`

	VolumeMounts []struct {
		Name      string
		MountPath string `yaml:"mountPath"`
	} `yaml:"volumeMounts"`
}

type probe struct {
	HTTPGet struct{ Port string } `yaml:"httpGet"`
}

func gateway(t *testing.T) map[string]manifest {
	t.Helper()
	data, err := os.ReadFile("kubernetes/gateway.yaml")
	if err != nil {
		t.Fatal(err)
	}
	all := map[string]manifest{}
	for d := yaml.NewDecoder(bytes.NewReader(data)); ; {
		var m manifest
		err := d.Decode(&m)
		if errors.Is(err, io.EOF) {
			return all
		}
		if err != nil || m.APIVersion == "" || m.Metadata.Labels["app.kubernetes.io/name"] != "otelcol-errbook" {
			t.Fatalf("a manifest is %+v (%v)", m, err)
		}
		all[m.Kind+"/"+m.Metadata.Name] = m
	}
}

// What the manifests name is there: volumes, config maps, ports, labels, the target
// of the autoscaler.
func TestManifests(t *testing.T) {
	all := gateway(t)
	deployment := all["Deployment/otelcol-errbook"].Spec
	c := deployment.Template.Spec.Containers[0]
	ports := map[string]int{}
	for _, p := range c.Ports {
		ports[p.Name] = p.ContainerPort
	}
	for _, p := range all["Service/otelcol-errbook"].Spec.Ports {
		if ports[p.TargetPort] == 0 {
			t.Errorf("the service has port %s for %s, which the container does not have", p.Name, p.TargetPort)
		}
	}
	for _, p := range []probe{c.Startup, c.Liveness, c.Readiness} {
		if ports[p.HTTPGet.Port] != 13133 {
			t.Errorf("a probe asks port %q", p.HTTPGet.Port)
		}
	}
	mounted := map[string]string{} // name of a config map -> directory
	for _, v := range deployment.Template.Spec.Volumes {
		if _, ok := all["ConfigMap/"+v.ConfigMap.Name]; !ok {
			t.Errorf("volume %s is of config map %s, which is not there", v.Name, v.ConfigMap.Name)
		}
		for _, m := range c.VolumeMounts {
			if m.Name == v.Name {
				mounted[v.ConfigMap.Name] = m.MountPath
			}
		}
	}
	if len(c.VolumeMounts) != len(mounted) || mounted["otelcol-errbook"]+"/collector.yaml" != c.Args[1] {
		t.Errorf("mounted are %v, and the configuration is %v", mounted, c.Args)
	}
	labels := fmt.Sprint(deployment.Template.Metadata.Labels)
	for name, m := range all {
		if s := fmt.Sprint(m.Spec.Selector); m.Spec.Selector != nil && s != labels && s != "map[matchLabels:"+labels+"]" {
			t.Errorf("%s selects %s, the pods have %s", name, s, labels)
		}
	}
	if to := all["HorizontalPodAutoscaler/otelcol-errbook"].Spec.ScaleTargetRef; all[to.Kind+"/"+to.Name].Kind != "Deployment" {
		t.Errorf("the autoscaler is for %v", to)
	}
	if all["PodDisruptionBudget/otelcol-errbook"].Spec.Selector == nil {
		t.Error("there is no disruption budget")
	}
	config := all["ConfigMap/otelcol-errbook"].Data["collector.yaml"]
	for name, port := range ports {
		if !strings.Contains(config, fmt.Sprintf(":%d\"", port)) && !strings.Contains(config, fmt.Sprintf("port: %d", port)) {
			t.Errorf("nothing listens on port %d, %s", port, name)
		}
	}
	for _, v := range regexp.MustCompile(`\$\{env:(\w+)\}`).FindAllStringSubmatch(config, -1) {
		if !slices.ContainsFunc(c.Env, func(e struct{ Name, Value string }) bool { return e.Name == v[1] }) {
			t.Errorf("the configuration asks for %s, the container has no such variable", v[1])
		}
	}
}

// The configuration of the gateway is one of the processor, which reads the book as
// Kubernetes mounts it: through links into a hidden directory.
func TestGatewayReadsItsBook(t *testing.T) {
	all := gateway(t)
	var config map[string]any
	if err := yaml.Unmarshal([]byte(all["ConfigMap/otelcol-errbook"].Data["collector.yaml"]), &config); err != nil {
		t.Fatal(err)
	}
	c := defaultConfig()
	if err := confmap.NewFromStringMap(config["processors"].(map[string]any)["errbook"].(map[string]any)).Unmarshal(c); err != nil {
		t.Fatal(err)
	}
	mount := t.TempDir()
	if err := os.Mkdir(filepath.Join(mount, "..2026_11_30"), 0o777); err != nil {
		t.Fatal(err)
	}
	link(t, "..2026_11_30", filepath.Join(mount, "..data"))
	for name, text := range all["ConfigMap/otelcol-errbook-spec"].Data {
		if err := os.WriteFile(filepath.Join(mount, "..2026_11_30", name), []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
		link(t, filepath.Join("..data", name), filepath.Join(mount, name))
	}
	if !slices.Equal(c.Specs, []string{"/etc/errbook/spec"}) {
		t.Fatalf("the books are %v", c.Specs)
	}
	c.Specs = []string{mount}
	in := record(`{"code":"out_of_stock"}`, map[string]any{"http.response.status_code": 409, "server.address": "shop.shop.svc.cluster.local"})
	if got := inWords(only(throughLogs(t, settings(), c, in)).Attributes()); !strings.HasPrefix(got, "precondition_failed shop.OutOfStock ") {
		t.Errorf("got %s", got)
	}
}

func link(t *testing.T, to, name string) {
	t.Helper()
	if err := os.Symlink(to, name); err != nil {
		t.Fatal(err)
	}
}

// What the collector's builder takes is what go.mod has: one release.
func TestBuilderHasOneRelease(t *testing.T) {
	manifest, err := os.ReadFile("builder.yaml")
	if err != nil {
		t.Fatal(err)
	}
	mod, err := os.ReadFile("go.mod")
	if err != nil {
		t.Fatal(err)
	}
	version := regexp.MustCompile(`(go\.opentelemetry\.io/collector/\S+|github\.com/open-telemetry/\S+)[ @](v\S+)`)
	releases := map[string]int{}
	for _, m := range version.FindAllStringSubmatch(string(manifest)+string(mod), -1) {
		releases[m[2]]++
	}
	if len(releases) != 2 || releases["v0.161.0"] < 8 || releases["v1.67.0"] < 8 {
		t.Errorf("the modules of the collector are of %v", releases)
	}
	for _, name := range []string{"Dockerfile", "README.md", "internal/throughput/main.go"} {
		text, err := os.ReadFile(name)
		if err != nil || !strings.Contains(string(text), "cmd/builder@v0.161.0") {
			t.Errorf("%s has another builder (%v)", name, err)
		}
	}
}
