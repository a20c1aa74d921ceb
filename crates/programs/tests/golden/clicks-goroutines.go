// 21 tasks, 3 workers, 2 cores.
//
// The simulator says 1000 ms. Here a millisecond lasts 0.001 s, so it should take 1.00 s.
// Run it with: go run program.go   (Go 1.22 or later)
package main

import (
	"crypto/sha256"
	"fmt"
	"runtime"
	"sync"
	"time"
)

const ms = 1 * time.Millisecond // how long a millisecond lasts here
const blockSize = 1 << 14

var blocksPerSecond float64
var cores = make(chan struct{}, 2) // more goroutines than cores: so many compute at once

func job() {
	compute(1000 * ms)
}

func click() {
	compute(2 * ms)
}

// Each goroutine takes the next task when it is done with one.
func run(tasks ...func()) {
	next := make(chan func())
	var done sync.WaitGroup
	for range 3 {
		done.Add(1)
		go func() {
			for task := range next {
				task()
			}
			done.Done()
		}()
	}
	for _, task := range tasks {
		next <- task
	}
	close(next)
	done.Wait()
}

// A task that begins so long after the beginning.
func at(start time.Time, arrives time.Duration, task func()) func() {
	return func() {
		time.Sleep(arrives - time.Since(start))
		task()
	}
}

func main() {
	blocksPerSecond = measure()
	runtime.GOMAXPROCS(2)
	start := time.Now()
	run(
		at(start, 0*ms, job),
		at(start, 30*ms, click),
		at(start, 80*ms, click),
		at(start, 130*ms, click),
		at(start, 180*ms, click),
		at(start, 230*ms, click),
		at(start, 280*ms, click),
		at(start, 330*ms, click),
		at(start, 380*ms, click),
		at(start, 430*ms, click),
		at(start, 480*ms, click),
		at(start, 530*ms, click),
		at(start, 580*ms, click),
		at(start, 630*ms, click),
		at(start, 680*ms, click),
		at(start, 730*ms, click),
		at(start, 780*ms, click),
		at(start, 830*ms, click),
		at(start, 880*ms, click),
		at(start, 930*ms, click),
		at(start, 980*ms, click),
	)
	fmt.Printf("%.2f s; the simulator says 1.00 s\n", time.Since(start).Seconds())
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
