//! Values as words of a tape.

use alloc::boxed::Box;
use alloc::vec::Vec;

/// Where words come from: [`Public`](crate::Public) or [`Private`](crate::Private).
pub trait Tape {
    /// The next word; 0 behind the end.
    fn word() -> u32;
}

/// Values that can be read from a tape. The table in the [crate's documentation](crate#tapes) says how.
pub trait Read: Sized {
    /// The next value.
    ///
    /// # Panics
    /// If the words are no such value.
    fn read<T: Tape>() -> Self;

    /// The next `N` values, without a length before them. Bytes do this their own way.
    #[doc(hidden)]
    #[inline]
    fn read_array<T: Tape, const N: usize>() -> [Self; N] {
        core::array::from_fn(|_| Self::read::<T>())
    }

    /// The next values, as many as told.
    #[doc(hidden)]
    #[inline]
    fn read_many<T: Tape>(count: usize) -> Vec<Self> {
        (0..count).map(|_| Self::read::<T>()).collect()
    }
}

/// Values that can be committed. The table in the [crate's documentation](crate#tapes) says how.
pub trait Commit {
    /// Compares the value with the next words of the public tape.
    fn commit(&self);

    /// Several values, without a length before them. Bytes do this their own way.
    #[doc(hidden)]
    #[inline]
    fn commit_all(values: &[Self])
    where
        Self: Sized,
    {
        values.iter().for_each(Self::commit);
    }
}

/// Words that are no value of the type.
#[cold]
#[inline(never)]
fn invalid() -> ! {
    panic!("a word of the tape is no value of the type that is read")
}

impl Read for u32 {
    #[inline(always)]
    fn read<T: Tape>() -> Self {
        T::word()
    }
}

impl Commit for u32 {
    #[inline(always)]
    fn commit(&self) {
        // SAFETY: ends the run or moves the tape on, nothing else.
        unsafe {
            core::arch::asm!(".insn i 0x0b, 2, x0, {}, 0", in(reg) *self, options(nomem, nostack))
        };
    }
}

macro_rules! one_word {
    ($($type:ty),*) => {$(
        impl Read for $type {
            #[inline]
            fn read<T: Tape>() -> Self {
                T::word() as $type
            }
        }
        impl Commit for $type {
            #[inline]
            fn commit(&self) {
                (*self as u32).commit();
            }
        }
    )*};
}

one_word!(i32, usize, isize);

macro_rules! part_of_a_word {
    ($($type:ty as $word:ty),*) => {$(
        impl Read for $type {
            #[inline]
            fn read<T: Tape>() -> Self {
                match <$type>::try_from(T::word() as $word) {
                    Ok(value) => value,
                    Err(_) => invalid(),
                }
            }
        }
        impl Commit for $type {
            #[inline]
            fn commit(&self) {
                (*self as u32).commit();
            }
        }
    )*};
}

part_of_a_word!(u16 as u32, i8 as i32, i16 as i32);

macro_rules! several_words {
    ($($type:ty),*) => {$(
        impl Read for $type {
            #[inline]
            fn read<T: Tape>() -> Self {
                let words = size_of::<$type>() / 4;
                (0..words).fold(0, |value, i| value | (T::word() as $type) << (32 * i))
            }
        }
        impl Commit for $type {
            #[inline]
            fn commit(&self) {
                let words = size_of::<$type>() / 4;
                (0..words).for_each(|i| ((*self >> (32 * i)) as u32).commit());
            }
        }
    )*};
}

several_words!(u64, i64, u128, i128);

impl Read for bool {
    #[inline]
    fn read<T: Tape>() -> Self {
        match T::word() {
            0 => false,
            1 => true,
            _ => invalid(),
        }
    }
}

impl Commit for bool {
    #[inline]
    fn commit(&self) {
        u32::from(*self).commit();
    }
}

/// Bytes from a tape, four in a word.
#[inline]
fn fill<T: Tape>(bytes: &mut [u8]) {
    let (words, rest) = bytes.as_chunks_mut::<4>();
    for word in words {
        *word = T::word().to_le_bytes();
    }
    if !rest.is_empty() {
        let word = T::word().to_le_bytes();
        rest.copy_from_slice(&word[..rest.len()]);
    }
}

impl Read for u8 {
    #[inline]
    fn read<T: Tape>() -> Self {
        match u8::try_from(T::word()) {
            Ok(value) => value,
            Err(_) => invalid(),
        }
    }

    #[inline]
    fn read_array<T: Tape, const N: usize>() -> [Self; N] {
        let mut bytes = [0; N];
        fill::<T>(&mut bytes);
        bytes
    }

    #[inline]
    fn read_many<T: Tape>(count: usize) -> Vec<Self> {
        let mut bytes = alloc::vec![0; count];
        fill::<T>(&mut bytes);
        bytes
    }
}

impl Commit for u8 {
    #[inline]
    fn commit(&self) {
        u32::from(*self).commit();
    }

    #[inline]
    fn commit_all(values: &[Self]) {
        for chunk in values.chunks(4) {
            let mut word = [0; 4];
            word[..chunk.len()].copy_from_slice(chunk);
            u32::from_le_bytes(word).commit();
        }
    }
}

impl<V: Read, const N: usize> Read for [V; N] {
    #[inline]
    fn read<T: Tape>() -> Self {
        V::read_array::<T, N>()
    }
}

impl<V: Commit, const N: usize> Commit for [V; N] {
    #[inline]
    fn commit(&self) {
        V::commit_all(self);
    }
}

impl<V: Read> Read for Vec<V> {
    #[inline]
    fn read<T: Tape>() -> Self {
        V::read_many::<T>(usize::read::<T>())
    }
}

impl<V: Commit> Commit for [V] {
    #[inline]
    fn commit(&self) {
        self.len().commit();
        V::commit_all(self);
    }
}

impl<V: Commit> Commit for Vec<V> {
    #[inline]
    fn commit(&self) {
        self.as_slice().commit();
    }
}

impl<V: Commit + ?Sized> Commit for &V {
    #[inline]
    fn commit(&self) {
        (**self).commit();
    }
}

impl<V: Read> Read for Box<V> {
    #[inline]
    fn read<T: Tape>() -> Self {
        Box::new(V::read::<T>())
    }
}

impl<V: Commit + ?Sized> Commit for Box<V> {
    #[inline]
    fn commit(&self) {
        (**self).commit();
    }
}

impl<V: Read> Read for Option<V> {
    #[inline]
    fn read<T: Tape>() -> Self {
        bool::read::<T>().then(V::read::<T>)
    }
}

impl<V: Commit> Commit for Option<V> {
    #[inline]
    fn commit(&self) {
        self.is_some().commit();
        if let Some(value) = self {
            value.commit();
        }
    }
}

macro_rules! tuple {
    ($($name:ident)*) => {
        #[allow(non_snake_case)]
        impl<$($name: Read),*> Read for ($($name,)*) {
            #[inline]
            fn read<T: Tape>() -> Self {
                ($($name::read::<T>(),)*)
            }
        }
        #[allow(non_snake_case)]
        impl<$($name: Commit),*> Commit for ($($name,)*) {
            #[inline]
            fn commit(&self) {
                let ($($name,)*) = self;
                $($name.commit();)*
            }
        }
    };
}

tuple!(A);
tuple!(A B);
tuple!(A B C);
tuple!(A B C D);

/// Makes structs that can be read and committed, field by field in the order in which they stand.
///
/// ```ignore
/// vntr_guest::words! {
///     #[derive(Clone)]
///     pub struct Transfer {
///         pub to: [u8; 20],
///         pub amount: u64,
///     }
/// }
/// let transfer: Transfer = vntr_guest::read_private();
/// ```
#[macro_export]
macro_rules! words {
    ($(
        $(#[$attribute:meta])*
        $visible:vis struct $name:ident {
            $($(#[$field_attribute:meta])* $field_visible:vis $field:ident: $type:ty),* $(,)?
        }
    )*) => {$(
        $(#[$attribute])*
        $visible struct $name {
            $($(#[$field_attribute])* $field_visible $field: $type),*
        }
        impl $crate::Read for $name {
            #[inline]
            fn read<T: $crate::Tape>() -> Self {
                // Fields of a struct are evaluated in the order in which they are written.
                $name { $($field: <$type as $crate::Read>::read::<T>()),* }
            }
        }
        impl $crate::Commit for $name {
            #[inline]
            fn commit(&self) {
                $($crate::Commit::commit(&self.$field);)*
            }
        }
    )*};
}
