// Long payloads in the place of which short ones are told to the tracker, as each of its
// explanations has copies of them. What a broker does depends on a payload by its size at most.
#pragma once

#include "model/profile.hpp"
#include "model/trace.hpp"

namespace mqttspec::conformance::judges {

class ShortPayloads {
 public:
  /// `declared`: what the broker has said of itself.
  ShortPayloads(const model::Trace& trace, const model::Profile& declared);

  /// True if no limit to the size of packets is near to those of the trace, so that it does not
  /// matter how long they are.
  bool possible() const { return possible_; }
  /// The same event, but for a long payload of a message or a Will. Equal payloads become equal
  /// ones, different payloads different ones.
  model::TraceEvent shortened(const model::TraceEvent& event) const;

 private:
  bool possible_;
};

}  // namespace mqttspec::conformance::judges
