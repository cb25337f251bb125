//! The command line's entry, and the allocator.

use std::process::ExitCode;

/// Each password hash takes 19 MiB for a moment. The system's allocator keeps them, once per thread; this one gives
/// them back.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    pilothouse_sandbox::cli::run()
}
