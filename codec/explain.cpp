// Which fields each packet has, in both versions: the layouts of chapters 2 and 3.
#include "codec/explain.hpp"

#include "codec/explain_fields.hpp"

namespace mqttspec {
namespace {

// Bits of a byte in words: "QoS 1, Retain", or "0" if none is set.
class BitText {
 public:
  BitText& bit(bool is_set, std::string_view name) {
    if (is_set) add(std::string(name));
    return *this;
  }
  BitText& number(unsigned value, std::string_view name) {
    if (value != 0) add(std::string(name) + " " + std::to_string(value));
    return *this;
  }
  std::string text() const { return text_.empty() ? "0" : text_; }

 private:
  void add(const std::string& words) {
    if (!text_.empty()) text_ += ", ";
    text_ += words;
  }
  std::string text_;
};

// Reads the fields behind the fixed header.
class PacketExplainer {
 public:
  PacketExplainer(FieldReader& reader, PacketType type, unsigned flags, Version version)
      : reader_(reader), type_(type), flags_(flags), version_(version) {}

  void explain() {
    switch (type_) {
      case PacketType::connect:
        return connect();
      case PacketType::connack:
        return connack();
      case PacketType::publish:
        return publish();
      case PacketType::puback:
      case PacketType::pubrec:
      case PacketType::pubrel:
      case PacketType::pubcomp:
        packet_identifier();
        return reason_and_properties();
      case PacketType::subscribe:
        return subscribe();
      case PacketType::suback:
      case PacketType::unsuback:
        return reason_codes();
      case PacketType::unsubscribe:
        return unsubscribe();
      case PacketType::disconnect:
      case PacketType::auth:
        return reason_and_properties();
      case PacketType::pingreq:
      case PacketType::pingresp:
        return;
    }
  }

 private:
  bool is_5_0() const { return version_ == Version::v5_0; }
  // "3.1" and ".2" make "3.1.2".
  std::string section(std::string_view below) const {
    return std::string(row(type_).section) + std::string(below);
  }
  // Sections that differ between the versions.
  std::string section(std::string_view below_3_1_1, std::string_view below_5_0) const {
    return section(is_5_0() ? below_5_0 : below_3_1_1);
  }
  // The properties of the Variable Header; `below` is the section of the Property Length.
  void properties(std::string_view below) {
    if (is_5_0()) reader_.properties(host(), section(below));
  }
  PropertyHost host() const;
  ByteText code_text() const {
    return [type = type_, version = version_](std::uint8_t code) {
      return std::string(reason_name(version, type, ReasonCode(code)));
    };
  }

  void packet_identifier() {
    reader_.two_byte_integer("Packet Identifier",
                             section(type_ == PacketType::publish ? ".2.2" : ".2"));
  }
  void connect();
  std::uint8_t connect_flags();
  void connect_payload(std::uint8_t flags);
  void connack();
  void publish();
  void reason_and_properties();
  void subscribe();
  void reason_codes();
  void unsubscribe();

  FieldReader& reader_;
  PacketType type_;
  unsigned flags_;
  Version version_;
};

PropertyHost PacketExplainer::host() const {
  constexpr PropertyHost hosts[] = {
      PropertyHost::connect,     PropertyHost::connack,    PropertyHost::publish,
      PropertyHost::puback,      PropertyHost::pubrec,     PropertyHost::pubrel,
      PropertyHost::pubcomp,     PropertyHost::subscribe,  PropertyHost::suback,
      PropertyHost::unsubscribe, PropertyHost::unsuback,   PropertyHost::auth,  // PINGREQ has none
      PropertyHost::auth,        PropertyHost::disconnect, PropertyHost::auth,
  };
  return hosts[static_cast<std::size_t>(type_) - 1];
}

constexpr std::uint8_t user_name_flag = 0x80;
constexpr std::uint8_t password_flag = 0x40;
constexpr std::uint8_t will_flag = 0x04;

std::uint8_t PacketExplainer::connect_flags() {
  const auto text = [this](std::uint8_t flags) {
    return BitText()
        .bit(flags & user_name_flag, "User Name")
        .bit(flags & password_flag, "Password")
        .bit(flags & 0x20, "Will Retain")
        .number(flags >> 3 & 3, "Will QoS")
        .bit(flags & will_flag, "Will")
        .bit(flags & 0x02, is_5_0() ? "Clean Start" : "Clean Session")
        .bit(flags & 0x01, "reserved bit")
        .text();
  };
  return reader_.byte("Connect Flags", section(".2.3"), text).value_or(0);
}

void PacketExplainer::connect() {
  const auto number = [](std::uint8_t level) { return std::to_string(level); };
  constexpr std::uint8_t level_5_0 = 5;
  reader_.utf8_string("Protocol Name", section(".2.1"));
  if (reader_.can_read()) version_ = reader_.next() == level_5_0 ? Version::v5_0 : Version::v3_1_1;
  reader_.byte(is_5_0() ? "Protocol Version" : "Protocol Level", section(".2.2"), number);
  const auto flags = connect_flags();
  reader_.two_byte_integer("Keep Alive", section(".2.10"));
  properties(".2.11.1");
  connect_payload(flags);
}

void PacketExplainer::connect_payload(std::uint8_t flags) {
  reader_.utf8_string("Client Identifier", section(".3.1"));
  if (flags & will_flag) {
    if (is_5_0()) reader_.properties(PropertyHost::will, section(".3.2.1"));
    reader_.utf8_string("Will Topic", section(".3.2", ".3.3"));
    reader_.binary_data(is_5_0() ? "Will Payload" : "Will Message", section(".3.3", ".3.4"));
  }
  if (flags & user_name_flag) reader_.utf8_string("User Name", section(".3.4", ".3.5"));
  if (flags & password_flag) reader_.binary_data("Password", section(".3.5", ".3.6"));
}

void PacketExplainer::connack() {
  const auto flags = [](std::uint8_t byte) {
    return BitText().bit(byte & 1, "Session Present").number(byte >> 1, "reserved bits").text();
  };
  reader_.byte("Connect Acknowledge Flags", section(".2.1"), flags);
  reader_.byte(is_5_0() ? "Connect Reason Code" : "Connect Return code", section(".2.3", ".2.2"),
               code_text());
  properties(".2.3.1");
}

void PacketExplainer::publish() {
  reader_.utf8_string("Topic Name", section(".2.1"));
  if ((flags_ & 0x06) != 0) packet_identifier();
  properties(".2.3.1");
  reader_.rest("Application Message", section(".3"));
}

// In 5.0 both may be left out from the end; 3.1.1 has neither.
void PacketExplainer::reason_and_properties() {
  if (!is_5_0() || !reader_.can_read()) return;
  reader_.byte("Reason Code", section(".2.1"), code_text());
  if (reader_.can_read()) properties(".2.2.1");
}

void PacketExplainer::subscribe() {
  const auto options = [this](std::uint8_t byte) {
    BitText text;
    text.bit(true, "QoS " + std::to_string(byte & 3));
    if (!is_5_0()) return text.number(byte >> 2, "reserved bits").text();
    return text.bit(byte & 0x04, "No Local")
        .bit(byte & 0x08, "Retain As Published")
        .number(byte >> 4 & 3, "Retain Handling")
        .number(byte >> 6, "reserved bits")
        .text();
  };
  packet_identifier();
  properties(".2.1.1");
  while (reader_.can_read()) {
    reader_.utf8_string("Topic Filter", section(".3"));
    reader_.byte(is_5_0() ? "Subscription Options" : "Requested QoS", section(".3", ".3.1"),
                 options);
  }
}

void PacketExplainer::reason_codes() {
  packet_identifier();
  properties(".2.1.1");
  if (!is_5_0() && type_ == PacketType::unsuback) return;
  while (reader_.can_read())
    reader_.byte(is_5_0() ? "Reason Code" : "Return Code", section(".3"), code_text());
}

void PacketExplainer::unsubscribe() {
  packet_identifier();
  properties(".2.1.1");
  while (reader_.can_read()) reader_.utf8_string("Topic Filter", section(".3"));
}

bool is_packet_type(unsigned type, Version version) {
  return type != 0 && (type != 15 || version == Version::v5_0);
}

std::string first_byte_text(std::uint8_t byte, Version version) {
  const unsigned type = byte >> 4;
  const unsigned flags = byte & 0x0F;
  if (!is_packet_type(type, version)) return "reserved type " + std::to_string(type);
  std::string text(to_string(PacketType(type)));
  if (PacketType(type) != PacketType::publish)
    return flags == row(PacketType(type)).flags ? text : text + ", flags " + std::to_string(flags);
  if (flags & 0x08) text += ", DUP";
  text += ", QoS " + std::to_string(flags >> 1 & 3);
  return flags & 0x01 ? text + ", RETAIN" : text;
}

}  // namespace

std::vector<Field> explain(Bytes bytes, const DecodeContext& context) {
  FieldReader reader(bytes);
  const bool is_5_0 = context.version == Version::v5_0;
  const auto text = [&](std::uint8_t byte) { return first_byte_text(byte, context.version); };
  const auto first = reader.byte("Control Packet type", is_5_0 ? "2.1.2" : "2.2.1", text);
  const auto length =
      first ? reader.variable_byte_integer("Remaining Length", is_5_0 ? "2.1.4" : "2.2.3")
            : std::nullopt;
  if (length) {
    const unsigned type = *first >> 4;
    reader.limit(*length);
    if (is_packet_type(type, context.version))
      PacketExplainer(reader, PacketType(type), *first & 0x0FU, context.version).explain();
  }
  reader.skip_rest();
  return std::move(reader.fields());
}

}  // namespace mqttspec
