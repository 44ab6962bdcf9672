// What programs in C++ call without saying so. Linked where it is used.
#include <cstddef>
#include <cstdlib>
#include <new>

// Memory that is used up ends the run: without exceptions there is no other way to say so.
static void *allocate(std::size_t size) {
    void *place = std::malloc(size ? size : 1);
    if (!place) std::abort();
    return place;
}

static void *allocate(std::size_t size, std::size_t align) {
    void *place = aligned_alloc(align, (size + align - 1) / align * align);
    if (!place) std::abort();
    return place;
}

void *operator new(std::size_t size) { return allocate(size); }
void *operator new[](std::size_t size) { return allocate(size); }
void *operator new(std::size_t size, const std::nothrow_t &) noexcept { return std::malloc(size ? size : 1); }
void *operator new[](std::size_t size, const std::nothrow_t &) noexcept { return std::malloc(size ? size : 1); }
void *operator new(std::size_t size, std::align_val_t align) { return allocate(size, std::size_t(align)); }
void *operator new[](std::size_t size, std::align_val_t align) { return allocate(size, std::size_t(align)); }
void operator delete(void *place) noexcept { std::free(place); }
void operator delete[](void *place) noexcept { std::free(place); }
void operator delete(void *place, std::size_t) noexcept { std::free(place); }
void operator delete[](void *place, std::size_t) noexcept { std::free(place); }
void operator delete(void *place, const std::nothrow_t &) noexcept { std::free(place); }
void operator delete[](void *place, const std::nothrow_t &) noexcept { std::free(place); }
void operator delete(void *place, std::align_val_t) noexcept { std::free(place); }
void operator delete[](void *place, std::align_val_t) noexcept { std::free(place); }
void operator delete(void *place, std::size_t, std::align_val_t) noexcept { std::free(place); }
void operator delete[](void *place, std::size_t, std::align_val_t) noexcept { std::free(place); }

extern "C" [[noreturn]] void __cxa_pure_virtual() { std::abort(); }

_LIBCPP_BEGIN_NAMESPACE_STD
[[noreturn]] void __libcpp_verbose_abort(const char *, ...) { abort(); }
_LIBCPP_END_NAMESPACE_STD

namespace std {
const nothrow_t nothrow{};
}
