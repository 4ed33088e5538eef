// Prefixes for topics and client identifiers.
#include "conformance/play/names.hpp"

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

}  // namespace mqttspec::conformance::play
