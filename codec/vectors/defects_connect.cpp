// Defects of CONNECT's Variable Header (section 3.1.2).
#include "codec/vectors/defects.hpp"
#include "codec/vectors/statements.hpp"

namespace mqttspec::vectors {
namespace {

using Buffer = std::vector<std::uint8_t>;

constexpr unsigned user_name_flag = 0x80;
constexpr unsigned password_flag = 0x40;
constexpr unsigned will_retain_flag = 0x20;
constexpr unsigned will_flag = 0x04;

// "MQTT" with its length before it is the same in every CONNECT.
void break_protocol(const Specimen& specimen, DefectSink& sink) {
  const auto& name = *specimen.find(Kind::protocol_name);
  const auto& version = *specimen.find(Kind::protocol_version);
  // A Server that speaks other protocols too may go on by their rules: contested.
  const auto wrong_name = either({"MQTT-3.1.2-1"_v311 | "MQTT-3.1.2-1"_v5}).or_ok();
  const auto wrong_version = either({"MQTT-3.1.2-2"_v311 | "MQTT-3.1.2-2"_v5}).or_ok();
  for (const std::string_view text :
       {"MQIsdp", "mqtt", "Mqtt", "MQTt", "MQT", "MQTTT", "AMQP", ""}) {
    Buffer content = {0, static_cast<std::uint8_t>(text.size())};
    content.insert(content.end(), text.begin(), text.end());
    const auto edited = specimen.replaced(name.offset, name.size, content);
    const auto original = specimen.bytes().begin() + static_cast<std::ptrdiff_t>(name.offset);
    const auto differs = std::ranges::mismatch(content, Buffer(original, original + 6)).in1;
    const auto at = static_cast<std::size_t>(differs - content.begin());
    sink.add(specimen, "connect/Protocol Name", name.name, edited.bytes,
             name.offset + edited.shift + at, wrong_name);
  }
  const bool all = sink.is_first(specimen, version.name);
  for (unsigned level = 0; level < 256; ++level) {
    if (level == 4 || level == 5) continue;
    if (!all && level != 3 && level != 6 && level != 0x84) continue;
    Buffer bytes = specimen.bytes();
    bytes[version.offset] = static_cast<std::uint8_t>(level);
    sink.add(specimen, "connect/Protocol Version", version.name, std::move(bytes), version.offset,
             wrong_version);
  }
}

// Adds the packet with other flags and `more` behind its end; the defect is in the flags.
void change_flags(const Specimen& specimen, std::string defect, unsigned flags, Bytes more,
                  const Expectation& expected, DefectSink& sink) {
  const auto& part = *specimen.find(Kind::connect_flags);
  auto edited = specimen.replaced(specimen.bytes().size(), 0, more);
  edited.bytes[part.offset + edited.shift] = static_cast<std::uint8_t>(flags);
  sink.add(specimen, "connect-flags/" + std::move(defect), part.name, std::move(edited.bytes),
           part.offset + edited.shift, expected);
}

void break_will_flags(const Specimen& specimen, unsigned flags, DefectSink& sink) {
  const Cited no_qos = "MQTT-3.1.2-13"_v311 | "MQTT-3.1.2-11"_v5;
  const Cited no_retain = "MQTT-3.1.2-15"_v311 | "MQTT-3.1.2-13"_v5;
  const Cited not_3 = "MQTT-3.1.2-14"_v311 | "MQTT-3.1.2-12"_v5;
  const Cited none{"MQTT-3.1.2-11"_v311};
  if ((flags & will_flag) != 0) {
    change_flags(specimen, "Will QoS 3", flags | 0x18, {}, malformed({not_3}), sink);
    return;
  }
  for (const unsigned qos : {1U, 2U, 3U})
    change_flags(specimen, "Will QoS without Will Flag", flags | qos << 3, {},
                 qos == 3 ? either({no_qos, not_3, none}) : either({no_qos, none}), sink);
  change_flags(specimen, "Will Retain without Will Flag", flags | will_retain_flag, {},
               either({no_retain, none}), sink);
}

// A flag that announces a field which is not there: the field would begin behind the end.
void announce_missing_fields(const Specimen& specimen, unsigned flags, DefectSink& sink) {
  const auto& part = *specimen.find(Kind::connect_flags);
  const auto end = specimen.bytes().size();
  const auto add = [&](const std::string& defect, unsigned flag, const Cited& cited) {
    Buffer bytes = specimen.bytes();
    bytes[part.offset] = static_cast<std::uint8_t>(flags | flag);
    sink.add(specimen, "connect-flags/" + defect, part.name, std::move(bytes), end,
             malformed({cited}));
  };
  const bool ends_with_id = (flags & (will_flag | user_name_flag | password_flag)) == 0;
  if (ends_with_id) add("no Will", will_flag, "MQTT-3.1.2-9"_v311 | "MQTT-3.1.2-9"_v5);
  if ((flags & (user_name_flag | password_flag)) == 0)
    add("no User Name", user_name_flag, "MQTT-3.1.2-19"_v311 | "MQTT-3.1.2-17"_v5);
  if ((flags & password_flag) == 0 && (specimen.is_5_0() || (flags & user_name_flag) != 0))
    add("no Password", password_flag, "MQTT-3.1.2-21"_v311 | "MQTT-3.1.2-19"_v5);
}

// A field that no flag announces is left over at the end.
void leave_unannounced_field(const Specimen& specimen, unsigned flags, DefectSink& sink) {
  const auto& part = *specimen.find(Kind::connect_flags);
  const auto& last = specimen.parts().back();
  std::vector<Cited> cited = surplus_statements(PacketType::connect);
  unsigned flag = password_flag;
  if (last.kind == Kind::password) {
    cited.emplace_back("MQTT-3.1.2-20"_v311 | "MQTT-3.1.2-18"_v5);
  } else if (last.kind == Kind::user_name) {
    cited.emplace_back("MQTT-3.1.2-18"_v311 | "MQTT-3.1.2-16"_v5);
    flag = user_name_flag;
  } else {
    return;
  }
  Buffer bytes = specimen.bytes();
  bytes[part.offset] = static_cast<std::uint8_t>(flags & ~flag);
  sink.add(specimen, "connect-flags/flag cleared, field present", last.name, std::move(bytes),
           last.offset, malformed(std::move(cited)));
}

}  // namespace

void break_connect(const Specimen& specimen, DefectSink& sink) {
  if (specimen.type() != PacketType::connect) return;
  break_protocol(specimen, sink);
  const unsigned flags = specimen.bytes()[specimen.find(Kind::connect_flags)->offset];
  change_flags(specimen, "reserved bit", flags | 1, {},
               malformed({"MQTT-3.1.2-3"_v311 | "MQTT-3.1.2-3"_v5, "U5.0-3.1.2.3-1"_v5}), sink);
  break_will_flags(specimen, flags, sink);
  if (!specimen.is_5_0() && (flags & (user_name_flag | password_flag)) == 0) {
    const Buffer password = {0, 1, 'p'};
    change_flags(specimen, "Password without User Name", flags | password_flag, password,
                 either({Cited("MQTT-3.1.2-22"_v311)}), sink);
  }
  announce_missing_fields(specimen, flags, sink);
  leave_unannounced_field(specimen, flags, sink);
}

}  // namespace mqttspec::vectors
