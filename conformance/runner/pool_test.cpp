// How many works are under way at a time, and who makes room.
#include "conformance/runner/pool.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <chrono>

namespace mqttspec::conformance::runner {
namespace {

using namespace std::chrono_literals;

class Meeting {
 public:
  /// Waits until so many are there; false if they are not within seconds.
  bool join(unsigned wanted) {
    std::unique_lock lock(mutex_);
    ++there_;
    changed_.notify_all();
    return changed_.wait_for(lock, 5s, [&] { return there_ >= wanted; });
  }

  /// The same without joining, within `limit`.
  bool has(unsigned wanted, std::chrono::milliseconds limit) {
    std::unique_lock lock(mutex_);
    return changed_.wait_for(lock, limit, [&] { return there_ >= wanted; });
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  unsigned there_ = 0;
};

// Lets others run.
void linger() {
  for (int i = 0; i < 100; ++i) std::this_thread::yield();
}

TEST(Pool, DoesEachWorkOnceAndBeginsThemInOrder) {
  Pool pool(1, 0);
  std::vector<std::size_t> begun;
  for (int round = 0; round < 2; ++round) {
    begun.clear();
    pool.run(5, [&](std::size_t i) { begun.push_back(i); });
    EXPECT_EQ(begun, (std::vector<std::size_t>{0, 1, 2, 3, 4}));
  }
  pool.run(0, [&](std::size_t) { FAIL(); });
}

TEST(Pool, HasNoMoreBusyThanItMay) {
  Pool pool(3, 100);
  std::atomic<unsigned> now = 0;
  std::atomic<unsigned> most = 0;
  pool.run(60, [&](std::size_t) {
    const unsigned here = ++now;
    for (unsigned seen = most; seen < here && !most.compare_exchange_weak(seen, here);) {
    }
    linger();
    --now;
  });
  EXPECT_EQ(most, 3U);
}

TEST(Pool, BeginsOthersWhileWorksIdle) {
  Pool pool(1, 3);
  Meeting meeting;
  std::atomic<unsigned> met = 0;
  pool.run(4, [&](std::size_t) {
    pool.idle();
    if (meeting.join(4)) ++met;
    pool.go_on();
  });
  EXPECT_EQ(met, 4U);
}

TEST(Pool, HasNoMoreUnderWayThanItMay) {
  Pool pool(1, 1);
  std::atomic<unsigned> now = 0;
  std::atomic<bool> too_many = false;
  pool.run(8, [&](std::size_t) {
    if (++now > 2) too_many = true;
    pool.idle();
    linger();
    pool.go_on();
    --now;
  });
  EXPECT_FALSE(too_many);
}

// The first idles until the second has begun, and goes on: then there are two, and no third may
// begin until both have ended.
TEST(Pool, BeginsNothingWhileThoseThatWentOnAreEnough) {
  Pool pool(1, 2);
  Meeting begun;
  Meeting ended;
  std::atomic<bool> third_was_early = false;
  pool.run(3, [&](std::size_t i) {
    if (i == 0) {
      pool.idle();
      EXPECT_TRUE(begun.join(2));
      pool.go_on();
      ended.join(1);
    } else if (i == 1) {
      EXPECT_TRUE(begun.join(2));
      EXPECT_TRUE(ended.join(2));
      third_was_early = begun.has(3, 50ms);
    } else {
      begun.join(3);
    }
  });
  EXPECT_FALSE(third_was_early);
}

TEST(Pool, TakesGuestsWhileThereIsRoom) {
  Pool pool(1, 1);
  pool.run(1, [&](std::size_t) {
    EXPECT_TRUE(pool.begin_guest());
    EXPECT_FALSE(pool.begin_guest());
    pool.end_guest();
    EXPECT_TRUE(pool.begin_guest());
    pool.end_guest();
  });
}

}  // namespace
}  // namespace mqttspec::conformance::runner
