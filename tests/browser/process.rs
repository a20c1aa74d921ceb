//! Programs that run beside the tests: each is a group of processes, and the whole group goes when it is dropped.

use std::io::{BufRead, BufReader, Read};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;
use std::time::{Duration, Instant};

use crate::outcome::{Context, Outcome};

const GONE_WITHIN: Duration = Duration::from_secs(5);

/// A running program and what it starts.
#[derive(Debug)]
pub struct Process {
    child: Child,
}

impl Process {
    /// Starts it, and gives the lines that it prints, errors among them.
    pub fn start(command: &mut Command) -> Outcome<(Process, Receiver<String>)> {
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        #[cfg(unix)]
        std::os::unix::process::CommandExt::process_group(command, 0);
        let started = command.spawn();
        let mut child = started.context(format_args!("starting {}", command.get_program().display()))?;
        let (tell, told) = channel();
        // Read to the end, so that the program never blocks on a full pipe.
        child.stdout.take().into_iter().for_each(|stdout| read_lines(stdout, tell.clone()));
        child.stderr.take().into_iter().for_each(|stderr| read_lines(stderr, tell.clone()));
        Ok((Process { child }, told))
    }

    /// A driver ends its browsers when it is asked to go, not when it is killed.
    fn ask_to_go(&self) {
        #[cfg(unix)]
        {
            let group = format!("kill -TERM -- -{}", self.child.id());
            // Whether it was heard is seen by waiting.
            let _ = Command::new("sh").args(["-c", &group]).stderr(Stdio::null()).status();
        }
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        self.ask_to_go();
        let deadline = Instant::now() + GONE_WITHIN;
        while cfg!(unix) && Instant::now() < deadline {
            if let Ok(Some(_)) = self.child.try_wait() {
                return;
            }
            thread::sleep(Duration::from_millis(20));
        }
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn read_lines(from: impl Read + Send + 'static, tell: Sender<String>) {
    thread::spawn(move || {
        // When nobody listens any more the reading goes on all the same.
        BufReader::new(from).lines().map_while(Result::ok).for_each(|line| drop(tell.send(line)));
    });
}
