// Prefixes for topics and client identifiers.
#include "conformance/play/names.hpp"

#include <algorithm>
#include <cassert>

namespace mqttspec::conformance::play {
namespace {

std::string base36(unsigned number, std::size_t width) {
  std::string text;
  while (text.size() < width) {
    text.insert(text.begin(), "0123456789abcdefghijklmnopqrstuvwxyz"[number % 36]);
    number /= 36;
  }
  return text;
}

constexpr std::string_view share = "$share/";

constexpr std::string_view topic_root = "mqttspec/";
constexpr std::size_t nonce_size = 4;
constexpr std::size_t number_size = 3;

bool is_base_36(std::string_view text) {
  return std::ranges::all_of(
      text, [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z'); });
}

// Size of the prefix "mqttspec/<nonce>/<number>/" that the text begins with, or 0.
std::size_t prefix_size(std::string_view text) {
  if (!text.starts_with(topic_root)) return 0;
  const auto nonce = topic_root.size();
  const auto number = nonce + nonce_size + 1;
  const auto end = number + number_size;
  if (text.size() <= end || text[number - 1] != '/' || text[end] != '/') return 0;
  const bool is_ours =
      is_base_36(text.substr(nonce, nonce_size)) && is_base_36(text.substr(number, number_size));
  return is_ours ? end + 1 : 0;
}

}  // namespace

Names::Names(std::string_view nonce, unsigned number)
    : id_("m" + std::string(nonce) + base36(number, 3)),
      prefix_("mqttspec/" + std::string(nonce) + "/" + base36(number, 3) + "/") {}

std::string Names::client_id(std::string_view name) const {
  assert(name.size() <= 12 && id_.size() + name.size() <= 23);
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

std::string Names::local(std::string_view on_target) const {
  if (on_target.starts_with(prefix_)) on_target.remove_prefix(prefix_.size());
  return std::string(on_target);
}

std::string local_topic(std::string_view on_target) {
  std::size_t start = 0;
  if (on_target.starts_with(share)) {
    const auto slash = on_target.find('/', share.size());
    if (slash != std::string_view::npos) start = slash + 1;
  }
  const auto rest = on_target.substr(start);
  return std::string(on_target.substr(0, start)) + std::string(rest.substr(prefix_size(rest)));
}

}  // namespace mqttspec::conformance::play
