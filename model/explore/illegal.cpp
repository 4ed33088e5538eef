// See illegal.hpp.
#include "model/explore/illegal.hpp"

#include <array>

namespace mqttspec::model::explore {

namespace {

using namespace std::string_view_literals;
using Place = IllegalPacket::Place;

constexpr auto illegal_table = std::to_array<IllegalPacket>({
    // Fixed Header
    {"type 0", "\x00\x00"sv, "\x00\x00"sv},
    {"CONNACK", "\x20\x02\x00\x00"sv, "\x20\x03\x00\x00\x00"sv},
    {"AUTH that nobody agreed on", "\xF0\x00"sv, "\xF0\x06\x19\x04\x15\x00\x01m"sv},
    {"PINGREQ with a flag", "\xC1\x00"sv, "\xC1\x00"sv},
    {"QoS 3", "\x36\x05\x00\x01t\x00\x01"sv, "\x36\x06\x00\x01t\x00\x01\x00"sv},
    {"DUP at QoS 0", "\x38\x03\x00\x01t"sv, "\x38\x04\x00\x01t\x00"sv},
    {"Remaining Length of five bytes", "\xC0\x80\x80\x80\x80\x01"sv, "\xC0\x80\x80\x80\x80\x01"sv},
    {"PINGREQ with a body", "\xC0\x01\x00"sv, "\xC0\x01\x00"sv},
    // Fields
    {"Topic Name cut", "\x30\x02\x00\x05"sv, "\x30\x02\x00\x05"sv},
    {"surplus byte", "\x40\x03\x00\x07\x00"sv, "\x40\x05\x00\x07\x00\x00\x00"sv},
    {"Topic Name not in UTF-8", "\x30\x03\x00\x01\xFF"sv, "\x30\x04\x00\x01\xFF\x00"sv},
    {"Topic Name with U+0000", "\x30\x03\x00\x01\x00"sv, "\x30\x04\x00\x01\x00\x00"sv},
    {"Topic Name with a wildcard", "\x30\x03\x00\x01#"sv, "\x30\x04\x00\x01#\x00"sv},
    {"Topic Name of no length", "\x30\x02\x00\x00"sv, "\x30\x03\x00\x00\x00"sv},
    {"Packet Identifier 0", "\x32\x05\x00\x01t\x00\x00"sv, "\x32\x06\x00\x01t\x00\x00\x00"sv},
    {"no Topic Filter", "\x82\x02\x00\x07"sv, "\x82\x03\x00\x07\x00"sv},
    {"Topic Filter #t", "\x82\x07\x00\x07\x00\x02#t\x00"sv, "\x82\x08\x00\x07\x00\x00\x02#t\x00"sv},
    {"reserved Subscription Options", "\x82\x06\x00\x07\x00\x01t\xC0"sv,
     "\x82\x07\x00\x07\x00\x00\x01t\xC0"sv},
    {"No Local on a Shared Subscription", {}, "\x82\x10\x00\x07\x00\x00\x0A$share/g/t\x04"sv},
    {"Reason Code of another packet", {}, "\x40\x03\x00\x07\x8D"sv},
    // Properties
    {"no such property", {}, "\x30\x06\x00\x01t\x02\x7F\x00"sv},
    {"property of another packet", {}, "\x30\x09\x00\x01t\x05\x11\x00\x00\x00\x01"sv},
    {"property twice", {}, "\x30\x0A\x00\x01t\x06\x23\x00\x01\x23\x00\x01"sv},
    {"Subscription Identifier of a Client", {}, "\x30\x06\x00\x01t\x02\x0B\x01"sv},
    {"Topic Alias 0", {}, "\x30\x07\x00\x01t\x03\x23\x00\x00"sv},
    {"Topic Alias above the maximum", {}, "\x30\x07\x00\x01t\x03\x23\x00\x63"sv},
    {"Topic Alias that stands for nothing", {}, "\x30\x06\x00\x00\x03\x23\x00\x05"sv},
    // CONNECT, of a Client that may have a session
    {"other protocol", "\x10\x0D\x00\x04MQTX\x04\x02\x00\x00\x00\x01p"sv,
     "\x10\x0E\x00\x04MQTX\x05\x02\x00\x00\x00\x00\x01p"sv, Place::first},
    {"other Protocol Version", "\x10\x0D\x00\x04MQTT\x03\x02\x00\x00\x00\x01p"sv,
     "\x10\x0E\x00\x04MQTT\x06\x02\x00\x00\x00\x00\x01p"sv, Place::first, true},
    {"reserved Connect Flag", "\x10\x0D\x00\x04MQTT\x04\x03\x00\x00\x00\x01p"sv,
     "\x10\x0E\x00\x04MQTT\x05\x03\x00\x00\x00\x00\x01p"sv, Place::first},
    {"Will QoS 3", "\x10\x13\x00\x04MQTT\x04\x1E\x00\x00\x00\x01p\x00\x01t\x00\x01w"sv,
     "\x10\x15\x00\x04MQTT\x05\x1E\x00\x00\x00\x00\x01p\x00\x00\x01t\x00\x01w"sv, Place::first},
    {"Client Identifier cut", "\x10\x0D\x00\x04MQTT\x04\x02\x00\x00\x00\x02p"sv,
     "\x10\x0E\x00\x04MQTT\x05\x02\x00\x00\x00\x00\x02p"sv, Place::first},
    {"Receive Maximum 0",
     {},
     "\x10\x11\x00\x04MQTT\x05\x02\x00\x00\x03\x21\x00\x00\x00\x01p"sv,
     Place::first},
    // What is right elsewhere
    {"second CONNECT", "\x10\x0D\x00\x04MQTT\x04\x02\x00\x00\x00\x01p"sv,
     "\x10\x0E\x00\x04MQTT\x05\x02\x00\x00\x00\x00\x01p"sv, Place::later},
    {"QoS 2 beyond Maximum QoS",
     {},
     "\x34\x07\x00\x01t\x00\x07\x00"
     "2"sv,
     Place::beyond},
    {"RETAIN where it is not available",
     {},
     "\x31\x05\x00\x01t\x00"
     "2"sv,
     Place::beyond},
    {"beyond Maximum Packet Size",
     {},
     "\x30\x24\x00\x01t\x00................................"sv,
     Place::beyond},
    {"QoS 2 beyond Receive Maximum",
     {},
     "\x34\x07\x00\x01u\x00\x07\x00"
     "2"sv,
     Place::excess},
    {"Session Expiry Interval raised from 0",
     {},
     "\xE0\x07\x00\x05\x11\x00\x00\x00\x0A"sv,
     Place::barred},
});

}  // namespace

std::span<const IllegalPacket> illegal_packets() { return illegal_table; }

}  // namespace mqttspec::model::explore
