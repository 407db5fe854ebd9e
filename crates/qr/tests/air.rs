//! A bundle through the air: drawn, photographed badly, partly lost, and whole at the other end.

#![allow(clippy::unwrap_used, reason = "a failing helper fails the test")]

use bellrope_qr::{Code, FrameError, ReceiveError, Receiver, Sender, find_codes};
use rand::rngs::StdRng;
use rand::{RngExt as _, SeedableRng as _};

/// Pixels to a module in these pictures.
const SCALE: usize = 8;

/// A grey picture.
struct Picture {
    width: usize,
    grey: Vec<u8>,
}

impl Picture {
    /// Reads back the PNG of a code, as a browser or camera program would have written it.
    fn of_png(bytes: &[u8]) -> Self {
        let mut decoder = png::Decoder::new(std::io::Cursor::new(bytes));
        decoder.set_transformations(png::Transformations::EXPAND);
        let mut reader = decoder.read_info().unwrap();
        let mut grey = vec![0; reader.output_buffer_size().unwrap()];
        let info = reader.next_frame(&mut grey).unwrap();
        grey.truncate(info.buffer_size());
        Self {
            width: info.width as usize,
            grey,
        }
    }

    /// The grey at a place between pixels; the ground around is light.
    fn at(&self, x: f64, y: f64) -> f64 {
        let (left, top) = ((x - 0.5).floor(), (y - 0.5).floor());
        let (right, down) = (x - 0.5 - left, y - 0.5 - top);
        let above = self.pixel(left, top) * (1.0 - right) + self.pixel(left + 1.0, top) * right;
        let below =
            self.pixel(left, top + 1.0) * (1.0 - right) + self.pixel(left + 1.0, top + 1.0) * right;
        above * (1.0 - down) + below * down
    }

    fn pixel(&self, x: f64, y: f64) -> f64 {
        let height = self.grey.len() / self.width;
        if x < 0.0 || y < 0.0 || x >= self.width as f64 || y >= height as f64 {
            return 235.0;
        }
        #[allow(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "within the picture"
        )]
        let index = y as usize * self.width + x as usize;
        f64::from(self.grey[index])
    }

    /// Turns it by some degrees, on a larger ground.
    fn turned(&self, degrees: f64) -> Self {
        let (sin, cos) = degrees.to_radians().sin_cos();
        let side = self.width * 5 / 4;
        let middle = side as f64 / 2.0;
        let centre = self.width as f64 / 2.0;
        self.resampled(side, |x, y| {
            let (dx, dy) = (x - middle, y - middle);
            (centre + dx * cos + dy * sin, centre - dx * sin + dy * cos)
        })
    }

    fn resampled(&self, side: usize, from: impl Fn(f64, f64) -> (f64, f64)) -> Self {
        let mut grey = Vec::with_capacity(side * side);
        for row in 0..side {
            for column in 0..side {
                let (x, y) = from(column as f64 + 0.5, row as f64 + 0.5);
                #[allow(
                    clippy::cast_possible_truncation,
                    clippy::cast_sign_loss,
                    reason = "0 to 255"
                )]
                grey.push(self.at(x, y) as u8);
            }
        }
        Self { width: side, grey }
    }

    /// Mixes each pixel with its eight neighbours, and adds noise.
    fn blurred(&self, rng: &mut StdRng) -> Self {
        let height = self.grey.len() / self.width;
        let mut grey = Vec::with_capacity(self.grey.len());
        for y in 0..height {
            for x in 0..self.width {
                let mut sum = 0.0;
                for dy in [-1.0, 0.0, 1.0] {
                    for dx in [-1.0, 0.0, 1.0] {
                        sum += self.pixel(x as f64 + dx, y as f64 + dy);
                    }
                }
                let noisy = sum / 9.0 * 0.8 + 20.0 + rng.random_range(-8.0..8.0);
                #[allow(
                    clippy::cast_possible_truncation,
                    clippy::cast_sign_loss,
                    reason = "clamped"
                )]
                grey.push(noisy.clamp(0.0, 255.0) as u8);
            }
        }
        Self {
            width: self.width,
            grey,
        }
    }
}

fn a_bundle(len: usize, seed: u64) -> Vec<u8> {
    let mut rng = StdRng::seed_from_u64(seed);
    (0..len).map(|_| rng.random()).collect()
}

fn drawn(sender: &Sender, number: u32) -> Picture {
    let mut bytes = Vec::new();
    let code = Code::of(&sender.frame(number)).unwrap();
    code.write_png(SCALE, &mut bytes).unwrap();
    Picture::of_png(&bytes)
}

#[test]
fn a_bundle_comes_whole_through_pictures_of_which_a_fifth_is_lost() {
    let bundle = a_bundle(20_000, 1);
    let sender = Sender::new(&bundle).unwrap();
    let rng = &mut StdRng::seed_from_u64(2);
    let mut receiver = Receiver::default();
    let mut shown = 0;
    let received = (0..sender.round()).find_map(|number| {
        shown += 1;
        if rng.random_ratio(1, 5) {
            return None;
        }
        let picture = drawn(&sender, number);
        find_codes(picture.width, &picture.grey)
            .iter()
            .find_map(|code| receiver.add(code).unwrap())
    });
    assert_eq!(
        received.as_ref(),
        Some(&bundle),
        "after {shown} of {}",
        sender.round()
    );
    assert!(receiver.seen() <= receiver.needed().unwrap() + 3);
}

/// What a picture says, which must be one frame.
#[track_caller]
fn assert_says(picture: &Picture, sender: &Sender, number: u32, how: &str) {
    let codes = find_codes(picture.width, &picture.grey);
    let expected = [sender.frame(number).as_bytes().to_vec()];
    assert!(codes == expected, "{how}: {} codes", codes.len());
}

#[test]
fn a_code_is_read_at_any_angle_when_it_is_sharp() {
    let sender = Sender::new(&a_bundle(3_000, 3)).unwrap();
    for (number, degrees) in [(0, 1.5), (1, -3.0), (2, 10.0), (3, 90.0), (4, 184.0)] {
        let picture = drawn(&sender, number).turned(degrees);
        assert_says(&picture, &sender, number, &format!("{degrees}°"));
    }
}

#[test]
fn a_code_is_read_blurred_and_noisy_when_it_is_nearly_upright() {
    let sender = Sender::new(&a_bundle(3_000, 3)).unwrap();
    let rng = &mut StdRng::seed_from_u64(4);
    for (number, degrees) in [(0, 0.0), (1, 1.5), (2, -3.0)] {
        let picture = drawn(&sender, number).turned(degrees).blurred(rng);
        assert_says(&picture, &sender, number, &format!("{degrees}°"));
    }
}

#[test]
fn an_empty_picture_says_nothing() {
    assert!(find_codes(0, &[]).is_empty());
    assert!(find_codes(100, &[7; 50]).is_empty());
    assert!(find_codes(100, &[255; 10_000]).is_empty());
}

#[test]
fn frames_of_another_bundle_are_told_apart() {
    let [ours, other] = [5, 6].map(|seed| Sender::new(&a_bundle(5_000, seed)).unwrap());
    let mut receiver = Receiver::default();
    assert_eq!(receiver.add(ours.frame(0).as_bytes()), Ok(None));
    let mixed = receiver.add(other.frame(1).as_bytes());
    assert_eq!(mixed, Err(ReceiveError::Frame(FrameError::OtherBundle)));
    let foreign = receiver.add(b"https://example.org");
    assert_eq!(foreign, Err(ReceiveError::Frame(FrameError::NotOurs)));
    assert_eq!(receiver.seen(), 1);
}

#[test]
fn any_frames_do_once_there_are_enough() {
    let bundle = a_bundle(50_000, 7);
    let sender = Sender::new(&bundle).unwrap();
    // None of the source: only what was mixed from all of it.
    let mut receiver = Receiver::default();
    let received = (sender.needed()..sender.needed() * 2 + 8)
        .find_map(|number| receiver.add(sender.frame(number).as_bytes()).unwrap());
    assert_eq!(received, Some(bundle));
}

#[test]
fn the_shortest_and_longest_bundles_come_through() {
    for bundle in [vec![9], a_bundle(1_232, 8), a_bundle(1_233, 9)] {
        let sender = Sender::new(&bundle).unwrap();
        let mut receiver = Receiver::default();
        let received = (0..sender.round())
            .find_map(|number| receiver.add(sender.frame(number).as_bytes()).unwrap());
        assert_eq!(received, Some(bundle));
    }
}

/// The zeros between the members of a bundle once made a frame that fitted no code.
#[test]
fn every_frame_fits_a_code_whatever_it_says() {
    let digits: Vec<u8> = b"0123456789".repeat(400);
    let letters: Vec<u8> = b"ABC $%*+-./:".repeat(400);
    let mixed: Vec<u8> = (0..4_000_u32)
        .map(|n| if n % 37 < 20 { 0 } else { b'7' })
        .collect();
    for bundle in [vec![0; 20_000], digits, letters, mixed, vec![0x83; 4_000]] {
        let sender = Sender::new(&bundle).unwrap();
        for number in 0..sender.round() {
            assert!(Code::of(&sender.frame(number)).is_some(), "frame {number}");
        }
        assert_says(&drawn(&sender, 1), &sender, 1, "the second frame");
    }
}
