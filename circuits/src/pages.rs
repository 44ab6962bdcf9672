//! A number for each address, of which few are not zero.

const PAGE: usize = 1 << 10;

/// Numbers by address; a page that was never touched is not there.
pub(crate) struct Pages {
    pages: Vec<Option<Box<[u64; PAGE]>>>,
}

impl Pages {
    /// Zero at all of so many addresses.
    pub fn new(addresses: usize) -> Self {
        Pages {
            pages: vec![None; addresses.div_ceil(PAGE)],
        }
    }

    /// The number at an address, to change it.
    #[inline(always)]
    pub fn slot(&mut self, address: usize) -> &mut u64 {
        let page = self.pages[address / PAGE].get_or_insert_with(|| Box::new([0; PAGE]));
        &mut page[address % PAGE]
    }

    /// The number at an address, if it is not zero.
    pub fn get(&self, address: usize) -> Option<u64> {
        let page = self.pages.get(address / PAGE)?.as_ref()?;
        Some(page[address % PAGE]).filter(|&number| number > 0)
    }

    /// The addresses whose numbers are not zero, ascending.
    pub fn addresses(&self) -> impl Iterator<Item = usize> {
        let pages = self.pages.iter().enumerate();
        let pages = pages.filter_map(|(i, page)| Some((i, page.as_ref()?)));
        pages.flat_map(|(i, page)| {
            let places = (0..PAGE).filter(|&place| page[place] > 0);
            places.map(move |place| i * PAGE + place)
        })
    }
}
