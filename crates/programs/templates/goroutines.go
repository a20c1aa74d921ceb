// {{summary}}
//
// {{says}}
// Run it with: {{run}}
package main

import (
	"crypto/sha256"
	"fmt"
	"runtime"
	"sync"
	"time"
)

const {{unit}} = {{unit_go}} // how long {{a_unit}} lasts here
const blockSize = 1 << 14
@if emit

var start time.Time
@end

var blocksPerSecond float64
@if gate
var cores = make(chan struct{}, {{cores}}) // more goroutines than cores: so many compute at once ¶cores
@end
@shared
@functions

@if pool
// Each goroutine takes the next task when it is done with one.
func run(tasks ...func()) {
	next := make(chan func())
	var done sync.WaitGroup
	for range {{workers}} {
		done.Add(1)
		go func() { ¶workers
			for task := range next {
				task()
			}
			done.Done()
		}()
	}
	for _, task := range tasks {
		next <- task ¶start
	}
	close(next)
	done.Wait()
}
@end
@if !pool
// All are started before any is waited for.
func run(tasks ...func()) {
	var done sync.WaitGroup
	for _, task := range tasks {
		done.Add(1)
		go func() { ¶start
			task()
			done.Done()
		}()
		runtime.Gosched() // so that they begin in this order
	}
	done.Wait()
}
@end
@if arrivals

// A task that begins so long after the beginning.
func at(start time.Time, arrives time.Duration, task func()) func() {
	return func() {
		time.Sleep(arrives - time.Since(start))
		task()
	}
}
@end

func main() {
	blocksPerSecond = measure()
	runtime.GOMAXPROCS({{cores}}) ¶cores
	@if emit
	start = time.Now()
	@end
	@if !emit
	start := time.Now()
	@end
	@start
	fmt.Printf("%.2f s; the simulator says {{predicted}} s\n", time.Since(start).Seconds())
}

// Hashes as much as it did in so long when it was measured.
func compute(length time.Duration) {
	@if gate
	cores <- struct{}{}
	defer func() { <-cores }()
	@end
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
@if emit

func emit() {
	fmt.Printf("a result after %.2f s\n", time.Since(start).Seconds())
}
@end
