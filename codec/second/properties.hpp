// Property blocks for the second decoder (5.0 section 2.2.2), one overload for each packet's set.
#pragma once

#include "codec/packets.hpp"
#include "codec/second/reader.hpp"

namespace mqttspec::second {

/// Reads the Property Length and the properties. `host` is what the block belongs to.
bool read_properties(Reader& reader, PropertyHost host, ConnectProperties& properties);
bool read_properties(Reader& reader, PropertyHost host, WillProperties& properties);
bool read_properties(Reader& reader, PropertyHost host, ConnackProperties& properties);
bool read_properties(Reader& reader, PropertyHost host, PublishProperties& properties);
bool read_properties(Reader& reader, PropertyHost host, AckProperties& properties);
bool read_properties(Reader& reader, PropertyHost host, SubscribeProperties& properties);
bool read_properties(Reader& reader, PropertyHost host, UnsubscribeProperties& properties);
bool read_properties(Reader& reader, PropertyHost host, DisconnectProperties& properties);
bool read_properties(Reader& reader, PropertyHost host, AuthProperties& properties);

}  // namespace mqttspec::second
