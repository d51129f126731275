package cmd

import (
	"fmt"
	"os"
	"os/exec"
	"runtime"
	"strings"
	"testing"
)

// TestLimit pins the limit: 64 MB above what is in use, or half as much again.
func TestLimit(t *testing.T) {
	const mb = 1 << 20
	for live, want := range map[uint64]int64{0: 64, 1: 65, 100: 164, 128: 192, 129: 193, 130: 195, 1000: 1500} {
		if got := collectorLimit(live*mb) / mb; got != want {
			t.Errorf("%d MB in use: limit %d MB, want %d", live, got, want)
		}
	}
}

// TestCollector holds 400 MB in a process of its own and allocates as much
// again: the collector may run only a few times, and must run. One processor
// that the allocating loop hands over after each block makes the order of
// allocations and clean-ups independent of what else the machine does.
func TestCollector(t *testing.T) {
	if os.Getenv("ZIPING_HOLD") != "" {
		hold()
	}
	c := exec.Command(os.Args[0], "-test.run", "^TestCollector$")
	c.Env = append(without(os.Environ(), "GOGC", "GOMEMLIMIT", "GOMAXPROCS"), "GOMAXPROCS=1", "ZIPING_HOLD=1")
	out, err := c.Output()
	if err != nil {
		t.Fatal(err)
	}
	var rising, held, peak int
	if _, err := fmt.Sscan(string(out), &rising, &held, &peak); err != nil {
		t.Fatalf("%v in %q", err, out)
	}
	t.Logf("%d collections on the way to 400 MB, %d while 400 MB more were allocated, %d MB at most", rising, held, peak)
	if rising < 3 || rising > 30 {
		t.Errorf("%d collections on the way to 400 MB", rising)
	}
	if held < 1 || held > 8 {
		t.Errorf("%d collections while 400 MB were held and 400 MB allocated", held)
	}
	if peak > 800 {
		t.Errorf("%d MB for 400 MB in use", peak)
	}
}

func without(env []string, names ...string) []string {
	var out []string
	for _, e := range env {
		name, _, _ := strings.Cut(e, "=")
		keep := true
		for _, n := range names {
			keep = keep && n != name
		}
		if keep {
			out = append(out, e)
		}
	}
	return out
}

// hold is the other process: it prints how often the collector ran, and the most memory it had.
func hold() {
	paceCollector()
	var m runtime.MemStats
	var kept [][]byte
	for range 6400 {
		kept = append(kept, make([]byte, 64<<10))
		runtime.Gosched()
	}
	runtime.ReadMemStats(&m)
	rising := m.NumGC
	for range 6400 {
		waste = make([]byte, 64<<10)
		runtime.Gosched()
	}
	runtime.ReadMemStats(&m)
	runtime.KeepAlive(kept)
	fmt.Println(rising, m.NumGC-rising, m.Sys>>20)
	os.Exit(0)
}

var waste []byte
