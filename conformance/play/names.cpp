// Prefixes for topics and client identifiers.
#include "conformance/play/names.hpp"

#include <algorithm>
#include <cassert>

namespace mqttspec::conformance::play {
namespace {

constexpr std::string_view share = "$share/";

// The levels that all topics of a case have below its own, each with its slash.
std::string levels_below(circumstances::World world) {
  using enum circumstances::CircumstanceId;
  std::string levels;
  if (world.has(deep_topics)) levels += "1/2/3/4/5/6/7/8/9/10/";
  if (world.has(long_topics)) levels.append(199, 'l').append("/");
  if (world.has(topics_beyond_ascii)) levels += "\u00e9\u6f22\U0001f41d/";
  return levels;
}

}  // namespace

std::string base36(unsigned number, std::size_t width) {
  std::string text;
  while (text.size() < width) {
    text.insert(text.begin(), "0123456789abcdefghijklmnopqrstuvwxyz"[number % 36]);
    number /= 36;
  }
  return text;
}

Names::Names(std::string_view nonce, unsigned number, const NamePrefixes& prefixes,
             circumstances::World world)
    : id_(prefixes.client_id + std::string(nonce) + base36(number, 3)),
      run_prefix_((world.has(circumstances::CircumstanceId::topics_begin_with_slash) ? "/" : "") +
                  prefixes.topic + std::string(nonce) + "/"),
      prefix_(run_prefix_ + base36(number, 3) + "/" + levels_below(world)) {}

std::string Names::client_id(std::string_view name) const {
  assert(name.size() <= 12);
  return id_ + std::string(name);
}

std::string Names::on_target(const Topic& topic) const {
  if (topic.exact) return topic.text;
  if (topic.text.starts_with(share)) {
    const auto slash = topic.text.find('/', share.size());
    assert(slash != std::string::npos);
    return topic.text.substr(0, slash + 1) + prefix_ + topic.text.substr(slash + 1);
  }
  return prefix_ + topic.text;
}

std::function<std::string(std::string_view)> Names::local() const {
  return [prefix = prefix_](std::string_view topic) { return local_topic(topic, prefix); };
}

std::string local_topic(std::string_view on_target, std::string_view prefix) {
  std::size_t start = 0;
  if (on_target.starts_with(share)) {
    const auto slash = on_target.find('/', share.size());
    if (slash != std::string_view::npos) start = slash + 1;
  }
  auto rest = on_target.substr(start);
  if (rest.starts_with(prefix)) rest.remove_prefix(prefix.size());
  return std::string(on_target.substr(0, start)) + std::string(rest);
}

}  // namespace mqttspec::conformance::play
