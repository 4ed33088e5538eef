// Which statements a defect breaks, field by field: what the catalogue expects of a decoder, read
// off the Standards and the register and from no decoder.
#pragma once

#include "codec/vectors/expectation.hpp"
#include "codec/vectors/specimen.hpp"

namespace mqttspec::vectors {

/// Reserved flags of byte 1.
std::vector<Cited> flags_statements(PacketType type);
/// A Remaining Length other than the one that all packets of this type have in that version; empty
/// if they have not.
std::vector<Cited> fixed_length_statements(Version version, PacketType type);
/// A Packet Identifier that is 0, or not there.
std::vector<Cited> packet_id_statements(const Specimen& specimen);
/// A Reason Code that the packet does not have from its sender.
std::vector<Cited> reason_code_statements(PacketType type);
/// Bytes behind the last field.
std::vector<Cited> surplus_statements(PacketType type);
/// A part of the Variable Header or Payload that is not there, or cut.
std::vector<Cited> missing_statements(const Specimen& specimen, const Part& part);
/// A string or Binary Data whose length goes too far, or whose bytes are not UTF-8 or are U+0000.
std::vector<Cited> length_statements(const Specimen& specimen, const Sized& field);
std::vector<Cited> ill_formed_statements(const Sized& field);
std::vector<Cited> null_statements(const Sized& field);

/// True of Topic Names: Topic Name, Will Topic, Response Topic.
bool is_topic_name(const Sized& field);

/// The sentence of the property's section that forbids a second one. Payload Format Indicator and
/// Message Expiry Interval in PUBLISH have none; the Will's are cited.
Expectation repeated_property(PropertyHost host, Property property);
/// The sentence that gives the range of the property's value.
Expectation property_out_of_range(PropertyHost host, Property property);
/// A property from the wrong sender.
Expectation property_from_wrong_sender(Property property);

}  // namespace mqttspec::vectors
