package crypt

import (
	"crypto/cipher"
	"crypto/hkdf"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"

	"lianban/internal/base/fault"
)

// Keys is the key ring: data keys and the root of the index keys, wrapped by a master key on disk. It
// implements Sealer and may be used by many goroutines. All nodes of one installation share one ring.
type Keys struct {
	path   string
	master cipher.AEAD

	mu    sync.RWMutex
	file  ringFile
	data  map[uint32]cipher.AEAD
	root  []byte            // of index keys
	index map[string][]byte // per purpose
}

// Options of OpenKeys.
type Options struct {
	// Master is the base64 of 32 bytes, from the environment or a vault. Empty: read from path + ".master".
	Master Secret
	// Create makes what is missing; without it, a missing file is an error.
	Create bool
}

// ringFile is the ring as it lies on disk.
type ringFile struct {
	Version int       `json:"version"`
	Data    []wrapped `json:"data"`  // the last one seals, all open
	Index   wrapped   `json:"index"` // root of the blind indexes
}

type wrapped struct {
	ID  uint32 `json:"id"`
	Key []byte `json:"key"` // nonce and ciphertext
}

// OpenKeys reads the key ring at path. The ring and the master key file must be readable for their owner
// only. Faults: crypt.key_missing, crypt.key_readable, crypt.key_damaged, with the parameter "path".
func OpenKeys(path string, o Options) (*Keys, error) {
	ring, err := readPrivate(path)
	switch {
	case errors.Is(err, fs.ErrNotExist) && o.Create:
		return createKeys(path, o)
	case err != nil:
		return nil, keyFault(path, err)
	}
	master, err := readMaster(path, o, false)
	if err != nil {
		return nil, err
	}
	k := &Keys{path: path, master: master}
	if err := json.Unmarshal(ring, &k.file); err != nil {
		return nil, keyFault(path, fmt.Errorf("%w: %w", errDamagedKey, err))
	}
	if err := k.unwrap(); err != nil {
		return nil, keyFault(path, err)
	}
	return k, nil
}

// createKeys makes a ring, and a master key file unless the master key comes from elsewhere.
func createKeys(path string, o Options) (*Keys, error) {
	master, err := readMaster(path, o, true)
	if err != nil {
		return nil, err
	}
	k := &Keys{path: path, master: master, file: ringFile{Version: 1}}
	k.file.Index = k.wrap(0)
	k.file.Data = []wrapped{k.wrap(1)}
	if err := k.unwrap(); err != nil {
		return nil, keyFault(path, err)
	}
	return k, keyFault(path, k.write())
}

// Rotate adds a new data key that seals from now on; older values still open. Other nodes read it at their
// next start, or when Reload is called.
func (k *Keys) Rotate() error {
	k.mu.Lock()
	defer k.mu.Unlock()
	before := k.file.Data
	last := before[len(before)-1].ID
	k.file.Data = append(before[:len(before):len(before)], k.wrap(last+1))
	err := k.unwrapLocked()
	if err == nil {
		err = k.write()
	}
	if err != nil {
		k.file.Data = before
		delete(k.data, last+1)
	}
	return keyFault(k.path, err)
}

// Reload reads the ring again, after another process rotated it.
func (k *Keys) Reload() error {
	b, err := readPrivate(k.path)
	if err != nil {
		return keyFault(k.path, err)
	}
	var file ringFile
	if err := json.Unmarshal(b, &file); err != nil {
		return keyFault(k.path, fmt.Errorf("%w: %w", errDamagedKey, err))
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	before := k.file
	k.file = file
	if err := k.unwrapLocked(); err != nil {
		k.file = before
		return keyFault(k.path, err)
	}
	return nil
}

func (k *Keys) newest() (uint32, cipher.AEAD) {
	k.mu.RLock()
	defer k.mu.RUnlock()
	id := k.file.Data[len(k.file.Data)-1].ID
	return id, k.data[id]
}

func (k *Keys) byID(id uint32) (cipher.AEAD, bool) {
	k.mu.RLock()
	defer k.mu.RUnlock()
	aead, ok := k.data[id]
	return aead, ok
}

// indexKey derives the key of one purpose from the root (HKDF, RFC 5869).
func (k *Keys) indexKey(purpose string) []byte {
	k.mu.RLock()
	key, ok := k.index[purpose]
	root := k.root
	k.mu.RUnlock()
	if ok {
		return key
	}
	key, err := hkdf.Key(sha256.New, root, nil, "lianban blind index: "+purpose, keySize)
	if err != nil {
		panic("crypt: " + err.Error()) // only for a key of impossible length
	}
	k.mu.Lock()
	k.index[purpose] = key
	k.mu.Unlock()
	return key
}

// wrap draws a key and wraps it under the master key, bound to its number.
func (k *Keys) wrap(id uint32) wrapped {
	key := make([]byte, keySize)
	nonce := make([]byte, nonceSize)
	rand.Read(key)
	rand.Read(nonce)
	return wrapped{ID: id, Key: k.master.Seal(nonce, nonce, key, wrapAAD(id))}
}

func (k *Keys) unwrap() error {
	k.mu.Lock()
	defer k.mu.Unlock()
	return k.unwrapLocked()
}

func (k *Keys) unwrapLocked() error {
	if k.file.Version != 1 || len(k.file.Data) == 0 {
		return errDamagedKey
	}
	root, err := k.unwrapKey(k.file.Index)
	if err != nil {
		return err
	}
	data := make(map[uint32]cipher.AEAD, len(k.file.Data))
	for _, w := range k.file.Data {
		key, err := k.unwrapKey(w)
		if err != nil {
			return err
		}
		if data[w.ID], err = newAEAD(key); err != nil {
			return err
		}
	}
	k.root, k.data, k.index = root, data, map[string][]byte{}
	return nil
}

func (k *Keys) unwrapKey(w wrapped) ([]byte, error) {
	if len(w.Key) < nonceSize {
		return nil, errDamagedKey
	}
	key, err := k.master.Open(nil, w.Key[:nonceSize], w.Key[nonceSize:], wrapAAD(w.ID))
	if err != nil {
		return nil, fmt.Errorf("%w: the master key does not fit", errDamagedKey)
	}
	return key, nil
}

func wrapAAD(id uint32) []byte { return fmt.Appendf(nil, "lianban key %d", id) }

func (k *Keys) write() error {
	b, err := json.MarshalIndent(k.file, "", "  ")
	if err != nil {
		return err
	}
	return writePrivate(k.path, append(b, '\n'))
}

// readMaster answers the cipher of the master key: from the options, or from its file beside the ring.
func readMaster(path string, o Options, create bool) (cipher.AEAD, error) {
	from, text := path+".master", o.Master.Reveal()
	if text == "" {
		b, err := readPrivate(from)
		if errors.Is(err, fs.ErrNotExist) && create {
			key := make([]byte, keySize)
			rand.Read(key)
			b = []byte(base64.StdEncoding.EncodeToString(key) + "\n")
			err = writePrivate(from, b)
		}
		if err != nil {
			return nil, keyFault(from, err)
		}
		text = string(b)
	}
	key, err := base64.StdEncoding.DecodeString(strings.TrimSpace(text))
	if err != nil || len(key) != keySize {
		return nil, keyFault(from, fmt.Errorf("%w: want the base64 of %d bytes", errDamagedKey, keySize))
	}
	aead, err := newAEAD(key)
	return aead, keyFault(from, err)
}

var (
	errDamagedKey  = errors.New("crypt: this is no key of ours")
	errReadableKey = errors.New("crypt: others may read the key")
)

// keyFault gives an error of a key file the sentence that tells an operator what to do.
func keyFault(path string, err error) error {
	if err == nil {
		return nil
	}
	key := "crypt.key_failed"
	switch {
	case errors.Is(err, fs.ErrNotExist):
		key = "crypt.key_missing"
	case errors.Is(err, errReadableKey):
		key = "crypt.key_readable"
	case errors.Is(err, errDamagedKey):
		key = "crypt.key_damaged"
	}
	f := fault.New(fault.Unavailable, key, "path", path)
	f.Cause = err
	return f
}

// readPrivate reads a file that only its owner may read.
func readPrivate(path string) ([]byte, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, err
	}
	if info.Mode().Perm()&0o077 != 0 {
		return nil, fmt.Errorf("%w: %s has mode %o", errReadableKey, path, info.Mode().Perm())
	}
	return os.ReadFile(path)
}

// writePrivate writes a file of mode 0600 so that after a crash either the old or the new one is there.
func writePrivate(path string, b []byte) error {
	dir := filepath.Dir(path)
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return err
	}
	tmp, err := os.CreateTemp(dir, ".key-*") // mode 0600
	if err != nil {
		return err
	}
	defer os.Remove(tmp.Name())
	_, err = tmp.Write(b)
	if err == nil {
		err = tmp.Sync()
	}
	if closing := tmp.Close(); err == nil {
		err = closing
	}
	if err != nil {
		return err
	}
	if err := os.Rename(tmp.Name(), path); err != nil {
		return err
	}
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	defer d.Close()
	return d.Sync()
}
