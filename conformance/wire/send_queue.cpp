// See send_queue.hpp.
#include "conformance/wire/send_queue.hpp"

#include <algorithm>

namespace mqttspec::conformance::wire {

std::size_t SendQueue::memory() const {
  std::size_t bytes = 0;
  for (const auto& piece : pieces_) bytes += piece.capacity();
  return bytes;
}

void SendQueue::append(Bytes bytes) {
  size_ += bytes.size();
  while (!bytes.empty()) {
    if (pieces_.empty() || pieces_.back().size() == piece_size) pieces_.emplace_back();
    auto& last = pieces_.back();
    const auto part = bytes.first(std::min(bytes.size(), piece_size - last.size()));
    if (const auto size = last.size() + part.size(); size > last.capacity())
      last.reserve(std::min(2 * size, piece_size));
    last.insert(last.end(), part.begin(), part.end());
    bytes = bytes.subspan(part.size());
  }
}

void SendQueue::drop(std::size_t sent) {
  size_ -= sent;
  sent_ += sent;
  if (sent_ < pieces_.front().size()) return;
  pieces_.pop_front();
  sent_ = 0;
}

void SendQueue::clear() {
  pieces_.clear();
  sent_ = size_ = 0;
}

}  // namespace mqttspec::conformance::wire
