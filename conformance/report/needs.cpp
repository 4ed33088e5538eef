// One name for each capability.
#include "conformance/report/needs.hpp"

namespace mqttspec::conformance::report {

using namespace play;

std::vector<std::string_view> words(Need needs) {
  struct Name {
    Need need;
    std::string_view word;
  };
  constexpr Name names[] = {
      {Need::qos_1, "QoS 1"},
      {Need::qos_2, "QoS 2"},
      {Need::retain, "retained messages"},
      {Need::wildcard, "wildcard subscriptions"},
      {Need::subscription_identifiers, "Subscription Identifiers"},
      {Need::shared_subscriptions, "Shared Subscriptions"},
      {Need::topic_alias, "Topic Aliases"},
      {Need::dollar_topics, "Topic Names with $"},
      {Need::web_socket, "WebSocket"},
  };
  std::vector<std::string_view> out;
  for (const auto& [need, word] : names)
    if (contains(needs, need)) out.push_back(word);
  return out;
}

}  // namespace mqttspec::conformance::report
