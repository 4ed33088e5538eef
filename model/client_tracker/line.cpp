// See line.hpp.
#include "model/client_tracker/line.hpp"

#include <algorithm>

#include "codec/decode.hpp"
#include "codec/owned.hpp"

namespace mqttspec::model::client_tracker {

void Line::add_input(const TraceEvent& event) {
  ServerInput input{event.at, {}, event.bytes};
  DecodeContext context{.version = version, .sender = Sender::server};
  context.maximum_packet_size = own_maximum_packet_size;
  const auto decoded = decode_packet(Bytes(*event.bytes), context);
  // What is contested a Client may reject.
  if (decoded && decoded->size == event.bytes->size() && !decoded->contested)
    input.packet = decoded->packet;
  if (input.packet)
    if (const auto* connack = std::get_if<Connack>(&*input.packet)) {
      topic_alias_maximum = connack->properties.topic_alias_maximum.value_or(0);
      maximum_packet_size = connack->properties.maximum_packet_size;
    }
  inputs.push_back(std::move(input));
}

Seen Line::read(const TraceEvent& event) {
  Seen seen{to_owned(*event.packet)};
  has_begun = true;
  if (maximum_packet_size && event.bytes->size() > *maximum_packet_size)
    seen.exceeded = maximum_packet_size;
  if (const auto* connect = std::get_if<owned::Connect>(&seen.packet))
    if (const auto& size = connect->properties.maximum_packet_size) own_maximum_packet_size = *size;
  auto* publish = std::get_if<owned::Publish>(&seen.packet);
  if (publish == nullptr || !publish->properties.topic_alias) return seen;
  const auto alias = *publish->properties.topic_alias;
  const auto known = std::ranges::find(aliases, alias, &TopicAliasMapping::alias);
  seen.has_permitted_alias = alias != 0 && alias <= topic_alias_maximum &&
                             (known != aliases.end() || !publish->topic.empty());
  if (publish->topic.empty()) {
    if (known != aliases.end()) publish->topic = known->topic;
  } else if (known != aliases.end()) {
    known->topic = publish->topic;
  } else {
    aliases.push_back({alias, publish->topic});
  }
  return seen;
}

}  // namespace mqttspec::model::client_tracker
