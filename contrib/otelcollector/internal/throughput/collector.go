package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"sync"
	"time"
)

// config is the collector's configuration: its address, its file, and the
// processors.
const config = `receivers:
  otlp:
    protocols:
      http: {endpoint: "%s"}
processors:
  errbook: {}
exporters:
  file: {path: "%s"}
service:
  telemetry:
    metrics: {level: none}
    logs: {level: error}
  pipelines:
    logs: {receivers: [otlp], processors: [%s], exporters: [file]}
`

// A collector is one that runs.
type collector struct {
	cmd *exec.Cmd
	url string
}

// startCollector starts a collector that writes to a file, and waits until it
// listens.
func startCollector(binary, out string, with bool) (*collector, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	address := l.Addr().String()
	l.Close()
	processors := ""
	if with {
		processors = "errbook"
	}
	c := &collector{exec.Command(binary, "--config", "yaml:"+fmt.Sprintf(config, address, out, processors)), "http://" + address + "/v1/logs"}
	c.cmd.Stderr = os.Stderr
	if err := c.cmd.Start(); err != nil {
		return nil, err
	}
	for range 600 {
		if conn, err := net.Dial("tcp", address); err == nil {
			conn.Close()
			return c, nil
		}
		time.Sleep(100 * time.Millisecond)
	}
	_, err = c.stop()
	return nil, errors.Join(errors.New("the collector must listen within a minute"), err)
}

// senders is how many requests are under way at once.
const senders = 4

// send sends all requests, each of which must be accepted.
func (c *collector) send(requests [][]byte) error {
	todo := make(chan []byte)
	failed := make(chan error, senders)
	var wg sync.WaitGroup
	for range senders {
		wg.Go(func() {
			for body := range todo {
				if err := c.post(body); err != nil {
					failed <- err
					return
				}
			}
		})
	}
	var err error
	for _, body := range requests {
		select {
		case todo <- body:
			continue
		case err = <-failed:
		}
		break
	}
	close(todo)
	wg.Wait()
	select {
	case late := <-failed:
		err = errors.Join(err, late)
	default:
	}
	return err
}

func (c *collector) post(body []byte) error {
	resp, err := http.Post(c.url, "application/x-protobuf", bytes.NewReader(body))
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	text, err := io.ReadAll(resp.Body)
	if err == nil && resp.StatusCode != http.StatusOK {
		err = fmt.Errorf("the collector responds with %s: %s", resp.Status, text)
	}
	return err
}

// stop ends the collector, which writes what it still has, and returns how much CPU
// time it took.
func (c *collector) stop() (time.Duration, error) {
	if err := c.cmd.Process.Signal(os.Interrupt); err != nil {
		return 0, err
	}
	err := c.cmd.Wait()
	return c.cmd.ProcessState.UserTime() + c.cmd.ProcessState.SystemTime(), err
}
