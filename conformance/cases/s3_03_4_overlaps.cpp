// 3.3.4  PUBLISH Actions: every two filters that overlap, granted at every two QoS, in either
// order. That one copy has the highest QoS is the Server's to find out, and it has many ways to
// miss it.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "conformance/cases/sections.hpp"
#include "conformance/cases/steps.hpp"

namespace mqttspec::conformance::cases {

using enum Qos;

namespace {

constexpr Cited highest_qos = "MQTT-3.3.5-1"_v311 | "MQTT-3.3.4-2"_v5;

// The ways in which a filter can match a topic of three levels: what stands behind its first level.
constexpr std::string_view exact_levels = "/b/c";
constexpr std::string_view last_plus = "/b/+";
constexpr std::string_view number_sign = "/#";
constexpr std::string_view inner_plus = "/+/c";

// Two subscriptions of one Client, in this order, and the copies of the message that both match.
struct Overlap {
  std::string topic;
  std::string text;
  Qos granted[2];
  std::vector<Qos> copies;

  Qos highest() const { return std::max(granted[0], granted[1]); }
  bool has_highest() const { return std::ranges::find(copies, highest()) != copies.end(); }
  // One copy, or one for each subscription at its own QoS. Why there is none is another matter.
  bool is_right() const {
    if (copies.empty()) return true;
    if (copies.size() == 2) return std::ranges::is_permutation(copies, granted);
    return copies.size() == 1 && has_highest();
  }
};

Qos granted_by(Peer& sub, const std::string& filter, Qos qos) {
  return static_cast<Qos>(sub.subscribe(filter, qos).as<Suback>().reason_codes[0]);
}

// A subscriber with each pair of QoS for the two filters, in both orders, each on a topic of its
// own.
std::vector<Overlap> subscribed_twice(Peer& sub, std::string_view one, std::string_view other) {
  std::vector<Overlap> all;
  for (const auto& [first, second] : {std::pair(one, other), std::pair(other, one)})
    for (const Qos qos : {at_most_once, at_least_once, exactly_once})
      for (const Qos next : {at_most_once, at_least_once, exactly_once}) {
        const auto top = std::to_string(all.size());
        Overlap overlap{top + std::string(exact_levels), {}, {}, {}};
        overlap.granted[0] = granted_by(sub, top + std::string(first), qos);
        overlap.granted[1] = granted_by(sub, top + std::string(second), next);
        overlap.text = fmt::format("a{} at QoS {}, then a{} at QoS {}", first,
                                   static_cast<int>(overlap.granted[0]), second,
                                   static_cast<int>(overlap.granted[1]));
        all.push_back(std::move(overlap));
      }
  return all;
}

// Takes what has come. 3.1.1 permits to send a message again.
void gather(Run& run, Peer& sub, std::vector<Overlap>& all) {
  for (const auto& each : only_messages(sub.drain()))
    for (auto& overlap : all) {
      const bool is_its = !publish(overlap.topic).mismatch(each.packet, run.setting());
      if (is_its && !each.as<Publish>().dup) overlap.copies.push_back(each.as<Publish>().qos);
    }
}

std::string show(const Overlap& overlap) {
  std::vector<int> copies;
  for (const Qos qos : overlap.copies) copies.push_back(static_cast<int>(qos));
  return fmt::format("{}: QoS {}", overlap.text, fmt::join(copies, ", "));
}

void must_have_the_highest_qos(Run& run, std::string_view one, std::string_view other) {
  auto sub = run.client("sub");
  auto all = subscribed_twice(sub, one, other);
  auto pub = run.client("pub");
  for (const auto& overlap : all) pub.publish(publish(overlap.topic, "x").qos2());
  gather(run, sub, all);
  for (Time wait = 20; wait < run.settings().patience; wait *= 2) {
    if (std::ranges::all_of(all, &Overlap::has_highest)) break;
    run.let_time_pass(wait);
    gather(run, sub, all);
  }
  std::vector<std::string> wrong;
  std::size_t lost = 0;
  for (const auto& overlap : all) lost += overlap.copies.empty() ? 1 : 0;
  for (const auto& overlap : all)
    if (!overlap.is_right()) wrong.push_back(show(overlap));
  run.must_hold(
      highest_qos, wrong.empty(), "a copy of the highest QoS that was granted",
      fmt::format("{} of {} pairs: {}", wrong.size(), all.size(), fmt::join(wrong, "; ")));
  if (lost != 0) run.inconclusive("a copy of each message", fmt::format("none of {}", lost));
}

}  // namespace

std::span<const Case> s3_03_4_overlaps() {
  static constexpr auto needs = Need::wildcard | Need::qos_2;
  static const Case cases[] = {
      {"overlap/exact-filter-and-plus-yield-the-highest-qos",
       {highest_qos},
       [](Run& run) { must_have_the_highest_qos(run, exact_levels, last_plus); },
       needs},
      {"overlap/exact-filter-and-number-sign-yield-the-highest-qos",
       {highest_qos},
       [](Run& run) { must_have_the_highest_qos(run, exact_levels, number_sign); },
       needs},
      {"overlap/exact-filter-and-inner-plus-yield-the-highest-qos",
       {highest_qos},
       [](Run& run) { must_have_the_highest_qos(run, exact_levels, inner_plus); },
       needs},
      {"overlap/plus-and-number-sign-yield-the-highest-qos",
       {highest_qos},
       [](Run& run) { must_have_the_highest_qos(run, last_plus, number_sign); },
       needs},
      {"overlap/plus-and-inner-plus-yield-the-highest-qos",
       {highest_qos},
       [](Run& run) { must_have_the_highest_qos(run, last_plus, inner_plus); },
       needs},
      {"overlap/number-sign-and-inner-plus-yield-the-highest-qos",
       {highest_qos},
       [](Run& run) { must_have_the_highest_qos(run, number_sign, inner_plus); },
       needs},
  };
  return cases;
}

}  // namespace mqttspec::conformance::cases
