// See s3_03_2_topic_alias.hpp.
#include "model/client/s3_03_2_topic_alias.hpp"

#include <algorithm>

#include "model/client/s4_13_errors.hpp"

namespace mqttspec::model::client {

using namespace literals;

void use_topic_alias(Turn& turn, owned::Publish& out) {
  const auto maximum = turn.state.limits.topic_alias_maximum;
  if (maximum == 0) {
    turn.rule("MQTT-3.2.2-18"_v5);
    if (turn.faults.on(FaultId::topic_alias_unasked)) out.properties.topic_alias = std::uint16_t{1};
    return;
  }
  if (turn.faults.on(FaultId::topic_alias_above_maximum)) {
    if (maximum < 0xFFFF) out.properties.topic_alias = static_cast<std::uint16_t>(maximum + 1);
    return;
  }
  if (!turn.takes(turn.profile.uses_topic_alias, ChoicePoint::topic_mapping)) return;
  turn.rule("MQTT-3.2.2-17"_v5);
  const auto& mappings = turn.state.aliases_to_server;
  const auto known = std::ranges::find(mappings, out.topic, &TopicAliasMapping::topic);
  if (known != mappings.end()) {
    turn.rule("U5.0-3.3.2.3.4-4"_v5);
    out.properties.topic_alias = known->alias;
    out.topic = {};
  } else if (mappings.size() < maximum) {
    out.properties.topic_alias = static_cast<std::uint16_t>(mappings.size() + 1);
  }
}

void note_topic_alias(Turn& turn, const std::string& topic, const owned::Publish& out) {
  if (!out.properties.topic_alias || out.topic.empty()) return;
  turn.state.aliases_to_server.push_back({*out.properties.topic_alias, topic});
}

std::optional<std::string> resolve_topic(Turn& turn, const Publish& publish) {
  const auto alias = publish.properties.topic_alias;
  if (!alias) {
    if (!publish.topic.empty()) return std::string(publish.topic);
    on_protocol_error(turn, "MQTT-4.8.0-1"_v311 | "U5.0-3.3.2.1-2"_v5);
    return std::nullopt;
  }
  auto maximum = turn.state.settings.properties.topic_alias_maximum.value_or(0);
  if (turn.faults.on(FaultId::highest_topic_alias_refused) && maximum > 0) --maximum;
  if (*alias == 0 || *alias > maximum) {
    close_for_error(turn, ReasonCode::topic_alias_invalid, "U5.0-3.3.4-8"_v5);
    return std::nullopt;
  }
  turn.rule("MQTT-3.3.2-10"_v5);
  auto& mappings = turn.state.aliases_from_server;
  const auto known = std::ranges::find(mappings, *alias, &TopicAliasMapping::alias);
  if (publish.topic.empty()) {
    if (known != mappings.end()) return known->topic;
    on_protocol_error(turn, "U5.0-3.3.4-13"_v5);
    return std::nullopt;
  }
  if (known != mappings.end()) {
    turn.rule("U5.0-3.3.4-11"_v5);
    known->topic = std::string(publish.topic);
  } else {
    mappings.push_back({*alias, std::string(publish.topic)});
  }
  return std::string(publish.topic);
}

}  // namespace mqttspec::model::client
