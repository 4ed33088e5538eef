// What stands behind the Fixed Header, packet by packet, for the second decoder: chapter 3.
#pragma once

#include "codec/packets.hpp"
#include "codec/second/properties.hpp"

namespace mqttspec::second {

/// Each reads to the end of the packet. The flags of byte 1 have been judged and, for PUBLISH,
/// already stored.
bool read_packet(Reader& reader, Connect& connect);
bool read_packet(Reader& reader, Connack& connack);
bool read_packet(Reader& reader, Publish& publish);
bool read_packet(Reader& reader, Puback& puback);
bool read_packet(Reader& reader, Pubrec& pubrec);
bool read_packet(Reader& reader, Pubrel& pubrel);
bool read_packet(Reader& reader, Pubcomp& pubcomp);
bool read_packet(Reader& reader, Subscribe& subscribe);
bool read_packet(Reader& reader, Suback& suback);
bool read_packet(Reader& reader, Unsubscribe& unsubscribe);
bool read_packet(Reader& reader, Unsuback& unsuback);
bool read_packet(Reader& reader, Pingreq& pingreq);
bool read_packet(Reader& reader, Pingresp& pingresp);
bool read_packet(Reader& reader, Disconnect& disconnect);
bool read_packet(Reader& reader, Auth& auth);

}  // namespace mqttspec::second
