// <algorithm>, <numeric>, <iterator>: what works on plain arrays.
#include <algorithm>
#include <cstdio>
#include <iterator>
#include <numeric>
template <class Range> static void show(const Range &range) {
    for (auto item : range) std::printf("%d ", item);
    std::printf("\n");
}
int main() {
    int a[] = {4, 1, 3, 1, 5, 9, 2, 6, 5, 3};
    std::sort(std::begin(a), std::end(a));
    show(a);
    auto end = std::unique(std::begin(a), std::end(a));
    std::printf("%d %d\n", (int)(end - a), (int)(std::lower_bound(a, end, 4) - a));
    std::reverse(a, end);
    std::rotate(a, a + 2, end);
    show(a);
    std::printf("%d %d %d\n", std::count(a, end, 3) == 1, *std::max_element(a, end), (int)std::distance(a, std::find(a, end, 9)));
    int b[6];
    std::iota(std::begin(b), std::end(b), 10);
    std::transform(b, b + 6, b, [](int x) { return x % 4; });
    show(b);
    std::stable_partition(b, b + 6, [](int x) { return x < 2; });
    show(b);
    std::partial_sum(b, b + 6, b);
    show(b);
    std::printf("%d %d %d\n", std::gcd(84, 36), std::lcm(4, 6), std::inner_product(b, b + 3, a, 0));
    std::next_permutation(b, b + 6);
    show(b);
    std::nth_element(b, b + 3, b + 6);
    std::printf("%d %d\n", b[3], std::all_of(b, b + 6, [](int x) { return x >= 0; }));
    std::make_heap(b, b + 6);
    std::sort_heap(b, b + 6);
    std::printf("%d %d\n", std::is_sorted(b, b + 6), std::clamp(12, 1, 9));
}
