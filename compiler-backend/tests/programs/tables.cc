// constexpr tables, enums, bit tricks, namespaces, references to arrays, member pointers.
#include <array>
#include <cstdint>
#include <cstdio>
namespace tables {
constexpr std::array<std::uint8_t, 256> ones() {
    std::array<std::uint8_t, 256> table{};
    for (unsigned i = 1; i < 256; i++) table[i] = table[i / 2] + (i & 1);
    return table;
}
inline constexpr auto ONES = ones();
}
enum class Colour : std::uint8_t { red = 1, green = 2, blue = 4 };
constexpr Colour operator|(Colour a, Colour b) { return Colour(std::uint8_t(a) | std::uint8_t(b)); }
struct Point {
    int x, y;
    int dot(const Point &other) const { return x * other.x + y * other.y; }
};
template <std::size_t N> static int total(const int (&values)[N]) {
    int sum = 0;
    for (int value : values) sum += value;
    return sum * (int)N;
}
int main() {
    unsigned bits = 0;
    for (unsigned x = 12345; x; x >>= 8) bits += tables::ONES[x & 255];
    std::printf("%u %d\n", bits, int(Colour::red | Colour::blue));
    int Point::*member = &Point::y;
    int (Point::*method)(const Point &) const = &Point::dot;
    Point p{3, 4};
    std::printf("%d %d %d\n", p.*member, (p.*method)(Point{1, 2}), total({1, 2, 3}));
}
