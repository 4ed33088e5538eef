// The vectors that all tests look at, made once.
#pragma once

#include "codec/vectors/vector.hpp"

namespace mqttspec::vectors {

inline const VectorSet& all() {
  static const VectorSet set = make_vectors();
  return set;
}

}  // namespace mqttspec::vectors
