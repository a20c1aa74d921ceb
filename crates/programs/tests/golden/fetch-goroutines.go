// 2 tasks, 1 worker, 1 core; a task that waits lets its worker go.
//
// The simulator says 32 s. Here a second lasts 0.05 s, so it should take 1.60 s.
// Run it with: go run program.go   (Go 1.22 or later)
package main

import (
	"crypto/sha256"
	"fmt"
	"runtime"
	"sync"
	"time"
)

const second = 50 * time.Millisecond // how long a second lasts here
const blockSize = 1 << 14

var start time.Time

var blocksPerSecond float64
var cores = make(chan struct{}, 1) // more goroutines than cores: so many compute at once
var fetchToStatistics = make(chan struct{}, 6)

func fetch() {
	for range 6 {
		time.Sleep(5 * second)          // only this goroutine waits
		fetchToStatistics <- struct{}{} // waits while it is full
	}
}

func statistics() {
	for range 6 {
		<-fetchToStatistics // waits until there is something
		compute(2 * second)
		emit()
		runtime.Gosched()
	}
}

// All are started before any is waited for.
func run(tasks ...func()) {
	var done sync.WaitGroup
	for _, task := range tasks {
		done.Add(1)
		go func() {
			task()
			done.Done()
		}()
		runtime.Gosched() // so that they begin in this order
	}
	done.Wait()
}

func main() {
	blocksPerSecond = measure()
	runtime.GOMAXPROCS(1)
	start = time.Now()
	run(fetch, statistics)
	fmt.Printf("%.2f s; the simulator says 1.60 s\n", time.Since(start).Seconds())
}

// Hashes as much as it did in so long when it was measured.
func compute(length time.Duration) {
	cores <- struct{}{}
	defer func() { <-cores }()
	for blocks := length.Seconds() * blocksPerSecond; blocks > 0; blocks-- {
		hashBlock()
	}
}

func hashBlock() {
	sha256.Sum256(make([]byte, blockSize))
}

// The best of ten, so that nothing that happened to disturb it counts.
func measure() float64 {
	best := 0.0
	for range 10 {
		start, blocks := time.Now(), 0.0
		for ; time.Since(start) < 20*time.Millisecond; blocks++ {
			hashBlock()
		}
		best = max(best, blocks/time.Since(start).Seconds())
	}
	return best
}

func emit() {
	fmt.Printf("a result after %.2f s\n", time.Since(start).Seconds())
}
