// 4.7.1  Topic wildcards: the Topic Filters of two characters in which one stands where it may not
#include "conformance/cases/acknowledging.hpp"
#include "conformance/cases/common.hpp"
#include "conformance/cases/sections.hpp"

namespace mqttspec::conformance::cases {
namespace {

constexpr Cited number_sign_stands_last = "MQTT-4.7.1-2"_v311 | "MQTT-4.7.1-1"_v5;
constexpr Cited plus_is_a_whole_level = "MQTT-4.7.1-3"_v311 | "MQTT-4.7.1-2"_v5;

using Filters = std::initializer_list<std::string_view>;

// Whether the Server refuses a SUBSCRIBE with nothing but these two characters as its filter.
bool refuses(Run& run, Peer& peer, std::string_view filter) {
  const auto hex = fmt::format("{:02x}{:02x}", static_cast<unsigned>(filter[0]),
                               static_cast<unsigned>(filter[1]));
  peer.send_illegal(raw(subscribe(10).filter("t"))
                        .replace_text(run.names().on_target("t"), hex)
                        .because(fmt::format("the filter {}", filter)));
  if (is_noticed(run, peer)) return true;
  peer.disconnect();
  return false;
}

void detect_all(Run& run, Detects broken, Filters filters) {
  run.subscriber("legal/+/#");
  std::string accepted;
  int client = 0;
  for (const auto filter : filters) {
    auto peer = run.client(fmt::format("c{}", client++));
    if (!refuses(run, peer, filter)) accepted += fmt::format(" {}", filter);
  }
  run.detected(broken, accepted.empty(), "the Server refuses all these Topic Filters",
               "it accepts" + accepted);
  run.must_be_alive();
}

}  // namespace

std::span<const Case> s4_07_1_wildcards() {
  static const Case cases[] = {
      {"topics/misplaced-number-sign-in-two-characters-is-noticed",
       {number_sign_stands_last},
       [](Run& run) { detect_all(run, number_sign_stands_last, {"a#", "##", "#a", "#/", "#+"}); },
       Need::wildcard},

      {"topics/misplaced-plus-in-two-characters-is-noticed",
       {plus_is_a_whole_level},
       [](Run& run) { detect_all(run, plus_is_a_whole_level, {"a+", "++", "+a", "+#"}); },
       Need::wildcard},
  };
  return cases;
}

}  // namespace mqttspec::conformance::cases
