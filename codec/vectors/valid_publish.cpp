// PUBLISH (section 3.3) and its acknowledgements (3.4 to 3.7).
#include "codec/vectors/property_values.hpp"
#include "codec/vectors/valid.hpp"

namespace mqttspec::vectors {
namespace {

constexpr std::uint16_t packet_ids[] = {10, 1, 127, 128, 255, 256, 32767, 32768, 65534, 65535};

Publish plain() {
  Publish publish;
  publish.topic = "t";
  publish.payload = as_bytes("m");
  return publish;
}

// DUP belongs to a repetition, which QoS 0 does not have ([MQTT-3.3.1-2]).
void add_publish_flags(ValidSink& sink) {
  for (unsigned flags = 0; flags < 12; ++flags) {
    Publish publish = plain();
    publish.qos = Qos{static_cast<std::uint8_t>(flags / 4)};
    publish.dup = (flags & 2) != 0;
    publish.retain = (flags & 1) != 0;
    if (publish.qos == Qos::at_most_once && publish.dup) continue;
    if (publish.qos != Qos::at_most_once) publish.packet_id = 10;
    sink.add("QoS " + std::to_string(flags / 4) + (publish.dup ? ", DUP" : "") +
                 (publish.retain ? ", RETAIN" : ""),
             publish, Mark::twin);
    publish.payload = {};
    sink.add("QoS " + std::to_string(flags / 4) + (publish.dup ? ", DUP" : "") +
                 (publish.retain ? ", RETAIN" : "") + ", no Payload",
             publish);
  }
}

void add_topics(ValidSink& sink) {
  const auto add = [&](std::string_view name, std::string_view topic, Mark mark) {
    Publish publish = plain();
    publish.topic = topic;
    sink.add("Topic Name, " + std::string(name), publish, mark);
    publish.qos = Qos::exactly_once;
    publish.packet_id = 10;
    sink.add("QoS 2, Topic Name, " + std::string(name), publish, mark);
  };
  for (const auto& edge : topic_name_edges) add(edge.name, edge.text, edge.mark);
  for (const auto& edge : text_edges) add(edge.name, edge.text, edge.mark);
  add("255 bytes", sink.letters(255), Mark::none);
  add("256 bytes", sink.letters(256), Mark::none);
  Publish publish = plain();
  publish.topic = sink.letters(65535);
  sink.add("Topic Name of 65,535 bytes", publish);
}

void add_payloads(ValidSink& sink) {
  constexpr std::string_view every_kind("\x00\x80\xFF\xC0\x80", 5);
  for (const unsigned qos : {0U, 1U}) {
    Publish publish = plain();
    publish.qos = Qos{static_cast<std::uint8_t>(qos)};
    publish.packet_id = qos == 0 ? 0 : 10;
    publish.payload = as_bytes(every_kind);
    sink.add("QoS " + std::to_string(qos) + ", Payload that is no text", publish);
    const std::size_t others = 3 + 2 * qos + (sink.is_5_0() ? 1 : 0);
    for (const std::size_t length : {126U, 127U, 128U, 129U, 16382U, 16383U, 16384U, 16385U}) {
      publish.payload = as_bytes(sink.letters(length - others));
      sink.add("QoS " + std::to_string(qos) + ", Remaining Length " + std::to_string(length),
               publish);
    }
  }
  for (const auto packet_id : packet_ids) {
    Publish publish = plain();
    publish.qos = Qos::at_least_once;
    publish.packet_id = packet_id;
    sink.add("Packet Identifier " + std::to_string(packet_id), publish);
  }
}

// A Topic Alias in place of the Topic Name (3.3.2.1).
void add_aliases(ValidSink& sink) {
  for (const std::uint16_t alias : std::initializer_list<std::uint16_t>{10, 1, 255, 256, 65535}) {
    Publish publish = plain();
    publish.topic = "";
    publish.properties.topic_alias = alias;
    sink.add("no Topic Name, Topic Alias " + std::to_string(alias), publish,
             alias == 10 ? Mark::twin : Mark::none);
    publish.payload = {};
    sink.add("no Topic Name, Topic Alias " + std::to_string(alias) + ", no Payload", publish);
  }
  const UserProperty long_value[] = {{"n", sink.letters(65535)}};
  Publish publish = plain();
  publish.properties.user_properties = sink.arena().keep<UserProperty>(long_value);
  sink.add("User Property with a value of 65,535 bytes", publish);
}

template <class Ack>
void add_ack_codes(ValidSink& sink) {
  for (const auto& use : reason_uses) {
    if (use.packet != Ack::type || !may_carry(Ack::type, use.code, sink.stream().sender)) continue;
    Ack ack;
    ack.packet_id = 10;
    ack.reason_code = use.code;
    sink.add("Reason Code " + std::string(reason_name(Version::v5_0, Ack::type, use.code)), ack,
             use.code == ReasonCode::success ? Mark::none : Mark::twin);
    // The same with what may be left out (3.4.2.1, 3.4.2.2.1).
    const auto first =
        static_cast<std::uint8_t>(static_cast<unsigned>(Ack::type) << 4 | row(Ack::type).flags);
    const auto code = static_cast<std::uint8_t>(use.code);
    const auto mark = use.code == ReasonCode::success ? Mark::twin : Mark::none;
    sink.add("Reason Code written, no Property Length", ack, {first, 3, 0, 10, code}, mark);
    sink.add("Reason Code and Property Length 0 written", ack, {first, 4, 0, 10, code, 0},
             Mark::twin);
  }
}

template <class Ack>
void add_ack(ValidSink& sink, PropertyHost host) {
  Ack ack;
  for (const auto packet_id : packet_ids) {
    ack.packet_id = packet_id;
    sink.add("Packet Identifier " + std::to_string(packet_id), ack,
             packet_id == 10 ? Mark::twin : Mark::none);
  }
  if (!sink.is_5_0()) return;
  add_ack_codes<Ack>(sink);
  add_properties<AckProperties>(sink, host, "", [](const AckProperties& properties) {
    Ack with;
    with.packet_id = 10;
    with.properties = properties;
    return with;
  });
}

}  // namespace

void add_publish(ValidSink& sink) {
  sink.add("plain", plain(), Mark::twin);
  add_publish_flags(sink);
  add_topics(sink);
  add_payloads(sink);
  if (!sink.is_5_0()) return;
  add_aliases(sink);
  add_properties<PublishProperties>(sink, PropertyHost::publish, "",
                                    [](const PublishProperties& properties) {
                                      Publish publish = plain();
                                      publish.properties = properties;
                                      return publish;
                                    });
}

void add_publish_acks(ValidSink& sink) {
  add_ack<Puback>(sink, PropertyHost::puback);
  add_ack<Pubrec>(sink, PropertyHost::pubrec);
  add_ack<Pubrel>(sink, PropertyHost::pubrel);
  add_ack<Pubcomp>(sink, PropertyHost::pubcomp);
}

}  // namespace mqttspec::vectors
