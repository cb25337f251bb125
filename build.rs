//! Asks the linker of the release build for its relocations: they say who uses whom, and `cargo xtask bundle` cuts the
//! console in two by them.

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    let is = |name, wanted| std::env::var(name).is_ok_and(|value| value == wanted);
    // The level of the profile `wasm-release`, which has no name of its own here.
    if is("CARGO_CFG_TARGET_ARCH", "wasm32") && is("OPT_LEVEL", "z") {
        println!("cargo::rustc-link-arg-bins=--emit-relocs");
    }
}
