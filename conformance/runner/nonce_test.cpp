// That no two nonces of one run are the same.
#include "conformance/runner/nonce.hpp"

#include <gtest/gtest.h>

namespace mqttspec::conformance::runner {
namespace {

TEST(Nonce, IsAnotherOneForEachPlaying) {
  for (const std::string nonce : {"0001", "ab12", "0000", "z11z", "1001"}) {
    EXPECT_EQ(apart(nonce).size(), nonce.size());
    for (std::size_t n = 0; n < 36; ++n) {
      EXPECT_NE(apart(nonce), varied(nonce, n)) << nonce;
      EXPECT_EQ(varied(nonce, n) == nonce, n == 0) << nonce;
    }
  }
}

}  // namespace
}  // namespace mqttspec::conformance::runner
