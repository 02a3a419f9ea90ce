package wire

import "math/bits"

// A fork is nodes of a wire, made ready to be found by their keys: the members of
// one body are looked for among fifty. A nil fork has none.
type fork struct {
	nodes  []Node
	kids   []*fork           // those of each node
	keys   [keyHashes]uint64 // which of the first 64 nodes can have a key, by its hash
	arrays bool              // some node is an element of an array
}

// keyHashes is how many hashes keys have.
const keyHashes = 32

// keyHash returns a number that keys seldom share.
func keyHash(key string) int {
	if key == "" {
		return 0
	}
	return (len(key) + 3*int(key[0]) + int(key[len(key)-1])) % keyHashes
}

func newFork(nodes []Node) *fork {
	if len(nodes) == 0 {
		return nil
	}
	k := &fork{nodes: nodes, kids: make([]*fork, len(nodes))}
	for i := range nodes {
		k.kids[i] = newFork(nodes[i].Kids)
		if nodes[i].Step == StepKey {
			k.keys[keyHash(nodes[i].Key)] |= 1 << i
		} else {
			k.arrays = true
		}
	}
	return k
}

// all returns the nodes of the fork.
func (k *fork) all() []Node {
	if k == nil {
		return nil
	}
	return k.nodes
}

// hasArrayStep reports whether a step of the fork leads into an array.
func (k *fork) hasArrayStep() bool { return k != nil && k.arrays }

// find returns the number of the first node that is the member with a key, -1 for none.
func (k *fork) find(key string) int {
	for left := k.keys[keyHash(key)]; left != 0; left &= left - 1 {
		if n := bits.TrailingZeros64(left); k.nodes[n].Key == key {
			return n
		}
	}
	for n := 64; n < len(k.nodes); n++ {
		if k.nodes[n].Step == StepKey && k.nodes[n].Key == key {
			return n
		}
	}
	return -1
}
