//! Names the shared library: the name that programs linked against it ask the loader for.
//!
//! Before 1.0 every minor version may break, so the name has two parts (`libpeerpath.so.0.1`);
//! cargo itself would give none.
#![allow(clippy::print_stdout, reason = "build scripts speak to cargo by printing")]

fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    let version = concat!(env!("CARGO_PKG_VERSION_MAJOR"), ".", env!("CARGO_PKG_VERSION_MINOR"));
    match std::env::var("CARGO_CFG_TARGET_OS").as_deref() {
        Ok("linux" | "android" | "freebsd" | "netbsd" | "openbsd") => {
            println!("cargo:rustc-cdylib-link-arg=-Wl,-soname,libpeerpath.so.{version}");
        }
        Ok("macos") => {
            let name = format!("@rpath/libpeerpath.{version}.dylib");
            println!("cargo:rustc-cdylib-link-arg=-Wl,-install_name,{name}");
        }
        _ => {}
    }
}
