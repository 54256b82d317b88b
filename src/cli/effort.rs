//! How long work takes a thread, whatever else the machine does.

use std::time::Duration;

/// A moment of the thread that asks: on Linux by the time that processors gave it, elsewhere by the clock on the wall.
pub(super) struct Effort(Moment);

#[cfg(target_os = "linux")]
type Moment = Duration;
#[cfg(not(target_os = "linux"))]
type Moment = std::time::Instant;

#[cfg(target_os = "linux")]
fn now() -> Moment {
    let time = rustix::time::clock_gettime(rustix::time::ClockId::ThreadCPUTime);
    Duration::try_from(time).unwrap_or_default()
}

#[cfg(not(target_os = "linux"))]
fn now() -> Moment {
    std::time::Instant::now()
}

impl Effort {
    /// Now.
    pub(super) fn start() -> Self {
        Self(now())
    }

    /// Since then, of the same thread.
    pub(super) fn spent(&self) -> Duration {
        #[cfg(target_os = "linux")]
        return now().saturating_sub(self.0);
        #[cfg(not(target_os = "linux"))]
        return self.0.elapsed();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn work_takes_time_and_on_linux_waiting_takes_none() {
        let effort = Effort::start();
        std::thread::sleep(Duration::from_millis(200));
        let waited = effort.spent();
        assert!(!cfg!(target_os = "linux") || waited < Duration::from_millis(100), "{waited:?}");
        let mut sum = 0_u64;
        for number in 0..2_000_000_u64 {
            sum = std::hint::black_box(sum.wrapping_mul(31).wrapping_add(number));
        }
        assert!(effort.spent() > waited);
    }
}
