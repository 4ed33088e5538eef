// 4.7.1  Topic wildcards: the Topic Filters of two characters in which one stands where it may not
#include "conformance/cases/common.hpp"
#include "conformance/cases/sections.hpp"

namespace mqttspec::conformance::cases {
namespace {

constexpr Cited number_sign_stands_last = "MQTT-4.7.1-2"_v311 | "MQTT-4.7.1-1"_v5;
constexpr Cited plus_is_a_whole_level = "MQTT-4.7.1-3"_v311 | "MQTT-4.7.1-2"_v5;

// SUBSCRIBE with nothing but these two characters as its filter.
void detect_pair(Run& run, Detects broken, std::string_view filter) {
  const auto legal = raw(subscribe(10).filter("t"));
  const auto hex = fmt::format("{:02x}{:02x}", static_cast<unsigned>(filter[0]),
                               static_cast<unsigned>(filter[1]));
  run.detects(broken,
              Raw(legal)
                  .replace_text(run.names().on_target("t"), hex)
                  .because(fmt::format("the filter {}", filter)),
              legal);
}

}  // namespace

std::span<const Case> s4_07_1_wildcards() {
  static const Case cases[] = {
      {"topics/misplaced-number-sign-in-two-characters-is-noticed",
       {number_sign_stands_last},
       [](Run& run) {
         for (const auto* filter : {"a#", "##", "#a", "#/", "#+"})
           detect_pair(run, number_sign_stands_last, filter);
       },
       Need::wildcard},

      {"topics/misplaced-plus-in-two-characters-is-noticed",
       {plus_is_a_whole_level},
       [](Run& run) {
         for (const auto* filter : {"a+", "++", "+a", "+#"})
           detect_pair(run, plus_is_a_whole_level, filter);
       },
       Need::wildcard},
  };
  return cases;
}

}  // namespace mqttspec::conformance::cases
