// Bytes on their way to a Client that may be slow to read them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <vector>

#include "codec/bytes.hpp"

namespace mqttspec::conformance::wire {

/// First in, first out. What was sent is given back piece by piece, so that a Client that always
/// lags costs no more than what it lags by.
class SendQueue {
 public:
  /// The bytes are kept in pieces of this size.
  static constexpr std::size_t piece_size = 64 * 1024;

  bool empty() const { return size_ == 0; }
  /// Bytes that are still to be sent.
  std::size_t size() const { return size_; }
  /// Bytes that are held for them: never more than twice as many, and one piece.
  std::size_t memory() const;

  void append(Bytes bytes);
  /// What is to be sent next; there has to be something.
  Bytes front() const { return Bytes(pieces_.front()).subspan(sent_); }
  /// That many bytes of front() were sent.
  void drop(std::size_t sent);
  void clear();

 private:
  std::deque<std::vector<std::uint8_t>> pieces_;
  std::size_t sent_ = 0;  // of the first piece
  std::size_t size_ = 0;
};

}  // namespace mqttspec::conformance::wire
