//! The picture that runs compute: the same everywhere, tile by tile, and known beforehand.

use meanwhile_engine::picture_kernel::{COLUMNS, HEIGHT, REFERENCE, TILE, TILES, Tile, WIDTH};

/// All tiles where `MEANWHILE_DEEP` is set; else those that are quick to compute.
fn tried() -> impl Iterator<Item = u32> {
    let quick = |tile: &u32| REFERENCE[*tile as usize].rounds < 1_000_000;
    (0..TILES).filter(move |tile| quick(tile) || std::env::var_os("MEANWHILE_DEEP").is_some())
}

#[test]
fn every_tile_is_what_it_must_be() {
    for index in tried() {
        let tile = Tile::computed(index).unwrap();
        assert_eq!(tile.outcome(), REFERENCE[index as usize], "tile {index}");
        assert!(tile.is_right());
    }
    assert!(tried().count() >= 10);
    assert!(Tile::new(TILES).is_none());
}

#[test]
fn a_tile_that_is_not_finished_is_not_right() {
    let mut tile = Tile::new(0).unwrap();
    let mut rows = 0;
    while !tile.advance() {
        rows += 1;
        assert_eq!(tile.pixels().len() as u32, rows * TILE);
        assert!(!tile.is_right(), "after {rows} rows");
    }
    let finished = tile.clone();
    assert!(tile.advance() && tile.is_right(), "nothing comes after the last row");
    assert_eq!(tile.pixels(), finished.pixels());
}

#[test]
fn tiles_cover_the_picture_once() {
    let mut covered = vec![0; (WIDTH * HEIGHT) as usize];
    for index in 0..TILES {
        let (left, top) = Tile::new(index).unwrap().corner();
        for pixel in 0..TILE * TILE {
            let (x, y) = (left + pixel % TILE, top + pixel / TILE);
            covered[(y * WIDTH + x) as usize] += 1;
        }
    }
    assert!(covered.iter().all(|times| *times == 1));
    assert_eq!(COLUMNS * TILE, WIDTH);
}

/// The set is its own mirror image in the real axis, which lies on a row of pixels; this is known without any table.
#[test]
fn the_picture_is_symmetric() {
    let row = |index: u32, row: u32| -> Vec<u8> {
        let tile = Tile::computed(index).unwrap();
        tile.pixels()[(row * TILE) as usize..][..TILE as usize].to_vec()
    };
    // Rows 127 and 129 of the picture, at its left end: the last of the second row of tiles, the second of the third.
    assert_eq!(row(COLUMNS, TILE - 1), row(2 * COLUMNS, 1));
    assert_ne!(row(COLUMNS, TILE - 1), row(COLUMNS, 0));
}
