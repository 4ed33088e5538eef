// The duty to answer: a packet that asks for an answer has got it when the run has come to rest.
// Several guarantees are of this kind and differ in the packets only.
#pragma once

#include "model/monitors/monitor.hpp"

namespace mqttspec::model::monitors {

/// Reports every request that `subject` has left without an answer of one of the types, on a
/// connection that is still open and on which it has demonstrably got further than the request.
class AnswerDuty : public Monitor {
 public:
  struct Duty {
    PacketType answer;
    Cited cited;
  };
  AnswerDuty(Sender subject, std::vector<Duty> duties)
      : subject_(subject), duties_(std::move(duties)) {}

 protected:
  Interest interest() const override { return Interest::in_packets(other(subject_)); }
  void judge(const TraceFacts& facts, const TraceEvent& event) override;
  void conclude(const TraceFacts& facts) override;

 private:
  bool expects_answer(const TraceFacts& facts, const ConnectionFacts& connection) const;

  Sender subject_;
  std::vector<Duty> duties_;
};

}  // namespace mqttspec::model::monitors
