/* A false assertion refuses; `vntr run` says where. The text of the expression is in no image. */
#undef assert
#ifdef NDEBUG
#define assert(expression) ((void)0)
#else
#define assert(expression) ((expression) ? (void)0 : __vntr_assertion_failed())
#endif

#ifndef VNTR_ASSERT_H
#define VNTR_ASSERT_H
#ifdef __cplusplus
extern "C" {
#endif
/* Each call keeps its own line. */
#ifdef __clang__
__attribute__((nomerge))
#endif
__attribute__((noreturn, cold)) void __vntr_assertion_failed(void);
#ifdef __cplusplus
}
#elif !defined __STDC_VERSION__ || __STDC_VERSION__ < 202311L
#undef static_assert
#define static_assert _Static_assert
#endif
#endif
