package writer

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"time"
)

// tempPrefix begins the name of a file that is not in its place yet:
//
//	.ziping-9c1e02ab-4711-51d3e0f2-123456
//
// machine, process, run, and what makes it unique.
const tempPrefix = ".ziping-"

// A process's number is used again, and machines share folders; so a name says
// which machine and which run it is of.
func tempName() string {
	run := make([]byte, 4)
	_, _ = rand.Read(run) // never fails
	runs.Store(hex.EncodeToString(run), true)
	return fmt.Sprintf("%s%s-%d-%x-", tempPrefix, machine(), os.Getpid(), run)
}

// runs are those of this process.
var runs sync.Map

func machine() string {
	name, _ := os.Hostname()
	sum := sha256.Sum256([]byte(name))
	return hex.EncodeToString(sum[:4])
}

// Sweep removes the temporary files in dir whose owner is gone, once a run. A
// folder that is written to is swept anyway.
func (w *Writer) Sweep(dir string) { w.sweep(dir) }

// sweep removes, once a run, the temporary files in dir whose owner is gone.
// That it cannot is no reason not to write.
func (w *Writer) sweep(dir string) {
	w.mu.Lock()
	done := w.swept[dir]
	w.swept[dir] = true
	w.mu.Unlock()
	if done {
		return
	}
	entries, _ := os.ReadDir(dir)
	for _, e := range entries {
		if e.Type().IsRegular() && strings.HasPrefix(e.Name(), tempPrefix) && !strings.HasPrefix(e.Name(), w.temp) && w.orphan(dir, e) {
			_ = os.Remove(filepath.Join(dir, e.Name()))
		}
	}
}

// orphan reports that a temporary file's owner will not come back for it. Of a
// process on another machine nothing can be known but the age of the file.
func (w *Writer) orphan(dir string, e os.DirEntry) bool {
	parts := strings.Split(strings.TrimPrefix(e.Name(), tempPrefix), "-")
	if len(parts) == 4 && parts[0] == machine() {
		if pid, err := strconv.Atoi(parts[1]); err == nil && pid > 0 {
			if pid == os.Getpid() { // the number of one that is gone, unless it is a run of ours
				_, ours := runs.Load(parts[2])
				return !ours
			}
			return !alive(pid)
		}
	}
	info, err := e.Info()
	return err == nil && time.Since(info.ModTime()) > 24*time.Hour
}
