//! `vntr asm` and `vntr disasm`.

use crate::support::{Place, example, program};

#[test]
fn asm_and_disasm_are_inverse() {
    let place = Place::new();
    place
        .vntr(&format!("asm {} -o a.vnt", example("sudoku", "program.s")))
        .exits(0)
        .prints_nothing()
        .says("a.vnt");
    let text = place
        .vntr("disasm a.vnt")
        .exits(0)
        .does_not_say("error")
        .stdout;
    place.write("b.s", &text);
    place.vntr("asm b.s").exits(0);
    assert_eq!(
        std::fs::read(place.path("a.vnt")).unwrap(),
        std::fs::read(place.path("b.vnt")).unwrap()
    );
    place.vntr("disasm b.s -o c.s").exits(0).prints_nothing();
    assert_eq!(place.read("c.s"), text);
    assert_eq!(
        place.names(),
        ["a.vnt", "b.s", "b.vnt", "c.s"],
        "temporary files are left"
    );
}

#[test]
fn errors_have_a_caret_and_leave_no_file() {
    let place = Place::new();
    place.write(
        "bad.s",
        program(16, "  add r16, r2, r3\n  bogus\n  answer 0"),
    );
    place
        .vntr("asm bad.s -o bad.vnt")
        .exits(2)
        .prints_nothing()
        .says("error[A0111]")
        .says("--> bad.s:2:7")
        .says("2 |   add r16, r2, r3")
        .says("  |       ^^^")
        .says("error[A0108]")
        .says("bad.s: 2 errors")
        .does_not_say("error: ");
    assert_eq!(place.names(), ["bad.s"]);
}

#[test]
fn a_failed_write_keeps_the_file_that_was_there() {
    let place = Place::new();
    place.write("bad.s", program(16, "bogus"));
    place.write("out.vnt", "before");
    place.vntr("asm bad.s -o out.vnt").exits(2);
    assert_eq!(place.read("out.vnt"), "before");
    place.write("good.s", program(16, "answer 0"));
    place
        .vntr("asm good.s -o no/such/directory/out.vnt")
        .exits(3)
        .says("cannot write no/such/directory/out.vnt");
    place
        .vntr("asm good.s -o .")
        .exits(3)
        .says("it is a directory");
    place
        .vntr("asm good.s -o good.s")
        .exits(2)
        .says("over itself");
    place.vntr("asm good.s -o out.vnt").exits(0);
    assert!(
        std::fs::read(place.path("out.vnt"))
            .unwrap()
            .starts_with(b"VNTPROG\0")
    );
}

#[test]
#[cfg(target_os = "linux")]
fn devices_and_links_stay_what_they_are() {
    use std::os::unix::fs::{FileTypeExt, PermissionsExt, symlink};
    let place = Place::new();
    place.write("good.s", program(16, "answer 0"));
    place.vntr("asm good.s -o /dev/null").exits(0);
    assert!(
        std::fs::metadata("/dev/null")
            .unwrap()
            .file_type()
            .is_char_device()
    );
    place.write("target.vnt", "before");
    symlink("target.vnt", place.path("link.vnt")).unwrap();
    place.vntr("asm good.s -o link.vnt").exits(0);
    assert!(place.path("link.vnt").is_symlink());
    assert!(
        std::fs::read(place.path("target.vnt"))
            .unwrap()
            .starts_with(b"VNTPROG\0")
    );
    let mode = std::fs::metadata(place.path("target.vnt"))
        .unwrap()
        .permissions()
        .mode();
    assert_eq!(mode & 0o400, 0o400);

    // A link to what is not there yet, and one to a file that has no name any more.
    symlink("later.vnt", place.path("early.vnt")).unwrap();
    place.vntr("asm good.s -o early.vnt").exits(0);
    assert!(place.path("early.vnt").is_symlink());
    assert!(place.path("later.vnt").is_file());
    let unlinked = std::fs::File::create(place.path("unlinked")).unwrap();
    std::fs::remove_file(place.path("unlinked")).unwrap();
    use std::os::fd::AsRawFd;
    let fd = format!("/proc/{}/fd/{}", std::process::id(), unlinked.as_raw_fd());
    symlink(&fd, place.path("stdout")).unwrap();
    place
        .vntr("asm good.s -o stdout")
        .exits(3)
        .says("expected a file name");
    assert!(place.path("stdout").is_symlink());
    assert_eq!(unlinked.metadata().unwrap().len(), 0);
}
