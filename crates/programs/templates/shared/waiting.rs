@if semaphore

/// So many have it at a time; the others wait.
struct Semaphore(Mutex<u32>, Condvar);

impl Semaphore {
    const fn new(free: u32) -> Semaphore {
        Semaphore(Mutex::new(free), Condvar::new())
    }

    fn acquire(&self) {
        let free = self.0.lock().unwrap();
        *self.1.wait_while(free, |free| *free == 0).unwrap() -= 1;
    }

    fn release(&self) {
        *self.0.lock().unwrap() += 1;
        self.1.notify_one();
    }
}
@end
@if channel

/// The standard library's channel has one receiver; behind a lock it can be anybody.
struct Channel(SyncSender<()>, Mutex<Receiver<()>>);

impl Channel {
    fn new(room: usize) -> Channel {
        let (sender, receiver) = sync_channel(room);
        Channel(sender, Mutex::new(receiver))
    }

    fn send(&self) {
        self.0.send(()).unwrap();
    }

    fn receive(&self) {
        self.1.lock().unwrap().recv().unwrap();
    }
}
@end
