// What all monitors have in common: a book to read, a name to accuse under, a count of how often
// the property applied.
#pragma once

#include <sstream>

#include "model/monitors/book.hpp"
#include "model/monitors/monitor.hpp"

namespace mqttspec::model {

/// Joins its arguments to a text.
template <class... Parts>
std::string text_of(const Parts&... parts) {
  std::ostringstream out;
  (out << ... << parts);
  return out.str();
}

/// A monitor that judges with the help of a Book: its own, or one that it shares.
class BookedMonitor : public Monitor {
 public:
  /// Uses a book that somebody else feeds, and feeds before this monitor.
  void share(const Book& book) { shared_ = &book; }
  void set_property(std::string_view property) { property_ = property; }

  void observe(const TraceEvent& event, std::vector<Finding>& findings) final {
    if (shared_ == nullptr) own_.observe(event);
    findings_ = &findings;
    judge(book(), event);
  }
  void finish(bool complete, std::vector<Finding>& findings) final {
    findings_ = &findings;
    if (complete) conclude(book());
  }
  std::size_t antecedents() const final { return antecedents_; }

 protected:
  /// Judges the newest event, which the book knows already.
  virtual void judge(const Book& book, const TraceEvent& event) = 0;
  /// The run is complete: judges what has not happened.
  virtual void conclude(const Book& book) { static_cast<void>(book); }

  /// The property's precondition is met.
  void reached() { ++antecedents_; }
  /// Reports a breach, if the property exists in that version.
  void accuse(Cited cited, Version version, Position event, std::string text) {
    if (const auto statement = cited.of(version))
      findings_->push_back({property_, *statement, event, std::move(text)});
  }

 private:
  const Book& book() const { return shared_ == nullptr ? own_ : *shared_; }

  Book own_;
  const Book* shared_ = nullptr;
  std::string_view property_;
  std::vector<Finding>* findings_ = nullptr;
  std::size_t antecedents_ = 0;
};

/// The packet of an event if it is of that type and from that side, else nullptr.
template <class Typed>
const Typed* packet_from(const TraceEvent& event, Sender sender) {
  const auto kind =
      sender == Sender::client ? TraceEvent::Kind::client_packet : TraceEvent::Kind::server_packet;
  if (event.kind != kind || !event.packet) return nullptr;
  return std::get_if<Typed>(&*event.packet);
}

/// True if the event is a packet from that side.
inline bool is_packet_from(const TraceEvent& event, Sender sender) {
  return event.packet && event.kind == (sender == Sender::client ? TraceEvent::Kind::client_packet
                                                                 : TraceEvent::Kind::server_packet);
}

}  // namespace mqttspec::model
