// <utility>, <tuple>, <optional>, <string_view>, <limits>, <variant>-free unions, structured bindings.
#include <cstdint>
#include <cstdio>
#include <limits>
#include <optional>
#include <string_view>
#include <tuple>
#include <utility>
static std::optional<int> parse(std::string_view text) {
    int value = 0;
    if (text.empty()) return std::nullopt;
    for (char c : text) {
        if (c < '0' || c > '9') return {};
        value = value * 10 + (c - '0');
    }
    return value;
}
static std::tuple<int, double, const char *> make() { return {1, 2.5, "three"}; }
int main() {
    for (std::string_view text : {"42", "", "4x", "007"}) std::printf("%d ", parse(text).value_or(-1));
    auto [i, d, s] = make();
    std::printf("%d %.1f %s\n", i, d, s);
    std::pair<int, int> p{1, 2};
    std::swap(p.first, p.second);
    std::printf("%d %d %d\n", p.first, p.second, p < std::make_pair(2, 2));
    std::string_view path = "a/bc/def";
    for (std::size_t at; (at = path.find('/')) != path.npos; path.remove_prefix(at + 1)) std::printf("%.*s|", (int)at, path.data());
    std::printf("%.*s %d\n", (int)path.size(), path.data(), path.substr(1) == "ef");
    std::printf("%d %u %d\n", std::numeric_limits<std::int16_t>::min(), std::numeric_limits<std::uint32_t>::max(), std::numeric_limits<double>::digits);
    auto joined = std::tuple_cat(std::make_tuple(1, 'x'), std::make_tuple(3.5));
    std::printf("%d %c %.1f\n", std::get<0>(joined), std::get<1>(joined), std::get<2>(joined));
}
