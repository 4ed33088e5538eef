// CONNECT (section 3.1): every combination of its flags, every property, the edges of each field.
#include "codec/vectors/property_values.hpp"
#include "codec/vectors/valid.hpp"

namespace mqttspec::vectors {
namespace {

Connect plain(const ValidSink& sink) {
  Connect connect;
  connect.version = sink.stream().version;
  connect.clean_start = true;
  connect.keep_alive = 60;
  connect.client_id = "c";
  return connect;
}

Will plain_will() {
  Will will;
  will.topic = "w";
  will.payload = as_bytes("m");
  return will;
}

std::string flags_text(const Connect& connect) {
  std::string text = "flags:";
  if (connect.clean_start) text += " Clean Start";
  if (connect.will)
    text += " Will QoS " + std::to_string(static_cast<unsigned>(connect.will->qos)) +
            (connect.will->retain ? " Will Retain" : "");
  if (connect.user_name) text += " User Name";
  if (connect.password) text += " Password";
  return text;
}

// Will absent, or of each QoS with and without Will Retain.
std::optional<Will> will_of(unsigned choice) {
  if (choice == 0) return std::nullopt;
  Will will = plain_will();
  will.qos = Qos{static_cast<std::uint8_t>((choice - 1) / 2)};
  will.retain = (choice - 1) % 2 != 0;
  return will;
}

void add_flags(ValidSink& sink) {
  for (unsigned will = 0; will < 7; ++will) {
    for (unsigned bits = 0; bits < 8; ++bits) {
      Connect connect = plain(sink);
      connect.clean_start = (bits & 1) == 0;
      connect.will = will_of(will);
      if ((bits & 2) != 0) connect.user_name = "u";
      if ((bits & 4) != 0) connect.password = as_bytes("p");
      // [MQTT-3.1.2-22] of 3.1.1.
      if (!sink.is_5_0() && connect.password && !connect.user_name) continue;
      const bool twin = connect.clean_start && will < 4;
      sink.add(flags_text(connect), connect, twin ? Mark::twin : Mark::none);
    }
  }
}

// What a Server is bound to take without asking: 1 to 23 letters and digits ([MQTT-3.1.3-5]).
bool is_common_client_id(std::string_view text) {
  const auto common = [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  };
  return !text.empty() && text.size() <= 23 && std::ranges::all_of(text, common);
}

void add_texts(ValidSink& sink) {
  const auto add = [&](std::string_view name, std::string_view text, Mark mark) {
    Connect connect = plain(sink);
    connect.client_id = text;
    sink.add("Client Identifier, " + std::string(name), connect,
             is_common_client_id(text) ? mark : Mark::contested);
    connect.client_id = "c";
    connect.user_name = text;
    sink.add("User Name, " + std::string(name), connect, mark);
    if (text.empty()) return;
    connect.will = plain_will();
    connect.will->topic = text;
    sink.add("Will Topic and User Name, " + std::string(name), connect, mark);
  };
  for (const auto& edge : text_edges) add(edge.name, edge.text, edge.mark);
  add("empty", "", Mark::none);
  add("65,535 bytes", sink.letters(65535), Mark::none);
  Connect no_id = plain(sink);
  no_id.client_id = "";
  no_id.clean_start = false;
  // 3.1.1 wants it answered with return code 0x02 ([MQTT-3.1.3-8]).
  sink.add("Client Identifier empty, no Clean Start", no_id,
           sink.is_5_0() ? Mark::none : Mark::contested);
  for (const auto& edge : topic_name_edges) {
    Connect connect = plain(sink);
    connect.will = plain_will();
    connect.will->topic = edge.text;
    sink.add("Will Topic, " + std::string(edge.name), connect);
  }
}

void add_data(ValidSink& sink) {
  constexpr std::string_view every_kind("\x00\x80\xFF\xC0\x80", 5);
  for (const std::string_view data :
       {std::string_view(), std::string_view("\0", 1), every_kind, sink.letters(127),
        sink.letters(128), sink.letters(255), sink.letters(256), sink.letters(65535)}) {
    const auto size = std::to_string(data.size()) + " bytes";
    Connect connect = plain(sink);
    connect.user_name = "u";
    connect.password = as_bytes(data);
    sink.add("Password of " + size, connect);
    connect = plain(sink);
    connect.will = plain_will();
    connect.will->payload = as_bytes(data);
    sink.add("Will Payload of " + size, connect);
  }
  for (const std::uint16_t keep_alive :
       std::initializer_list<std::uint16_t>{0, 1, 127, 128, 255, 256, 32767, 32768, 65534, 65535}) {
    Connect connect = plain(sink);
    connect.keep_alive = keep_alive;
    sink.add("Keep Alive " + std::to_string(keep_alive), connect);
  }
}

// Packets whose Remaining Length is that number.
void add_lengths(ValidSink& sink) {
  Connect connect = plain(sink);
  connect.user_name = "";
  const std::size_t others = sink.is_5_0() ? 16 : 15;
  for (const std::size_t length : {126U, 127U, 128U, 129U, 16382U, 16383U, 16384U, 16385U}) {
    connect.user_name = sink.letters(length - others);
    sink.add("Remaining Length " + std::to_string(length), connect);
  }
}

}  // namespace

void add_connect(ValidSink& sink) {
  if (!sink.from_client()) return;
  sink.add("plain", plain(sink), Mark::twin);
  add_flags(sink);
  add_texts(sink);
  add_data(sink);
  add_lengths(sink);
  if (!sink.is_5_0()) return;
  add_properties<ConnectProperties>(
      sink, PropertyHost::connect, "", [&](ConnectProperties properties) {
        // Authentication Data needs a method (3.1.2.11.10).
        if (properties.authentication_data && !properties.authentication_method)
          properties.authentication_method = "m";
        Connect connect = plain(sink);
        connect.properties = properties;
        return connect;
      });
  add_properties<WillProperties>(sink, PropertyHost::will,
                                 "Will: ", [&](const WillProperties& properties) {
                                   Connect connect = plain(sink);
                                   connect.will = plain_will();
                                   connect.will->properties = properties;
                                   return connect;
                                 });
}

}  // namespace mqttspec::vectors
