// A packet's bytes field by field, with names, values and sections: what `mqttspec decode
// --explain` shows. It reads on where the decoder would stop, for as long as the fields can be told
// apart.
#pragma once

#include <string>
#include <vector>

#include "codec/decode.hpp"

namespace mqttspec {

/// One field as it lies in the packet.
struct Field {
  std::size_t offset;   // from the packet's first byte
  std::size_t size;     // in bytes
  unsigned depth;       // 1 for a property, which belongs to the Property Length before it
  std::string name;     // as the Standard calls it, or "(not read)"
  std::string value;    // for people; of strings at most the first 60 bytes
  std::string section;  // of the Standard of that version; empty if it has none

  friend bool operator==(const Field&, const Field&) = default;
};

/// The fields of the first packet in `bytes`, in order and without gaps, up to the packet's end or
/// the last byte that is there. Where a field is cut short or a Property Identifier is unknown, the
/// rest is one last field "(not read)"; but if the length in front of a field runs past the packet,
/// it has that field's name and says so. Judges nothing: that is for decode().
std::vector<Field> explain(Bytes bytes, const DecodeContext& context);

}  // namespace mqttspec
