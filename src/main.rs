//! Starts the console in the page, nothing else.

fn main() {
    pilothouse::start();
}
