/* QoS 2 delivery from a publisher through a broker to a subscriber, over connections that get lost:
 * section 4.3.3 and 4.4 of both Standards, written from their texts and from nothing else, so that
 * SPIN can be asked which endings are reachable and be compared with the model in C++.
 *
 * MESSAGES are published one after the other, all with the same Packet Identifier. Up to LOSSES
 * times one of the two Network Connections is lost with all that is under way on it. Afterwards the
 * Client comes back to its Session, or, where may_clean says so, with Clean Start 1 and without what
 * it knew; a subscriber then subscribes again. Sessions do not expire. Method A and Method B of the
 * broker are figure 4.3 of 3.1.1; the subscriber uses Method B.
 */
#ifndef MESSAGES
#define MESSAGES 2
#endif
#ifndef LOSSES
#define LOSSES 2
#endif

mtype = { PUBLISH, PUBREC, PUBREL, PUBCOMP };
mtype = { nothing, waiting, awaits_pubrec, awaits_pubcomp };

#define ROOM 6

/* A packet is its type, the message (between broker and subscriber also the Packet Identifier: any
 * unused one will do), and DUP. The publisher's Packet Identifier is always the same. */
chan publisher_to_broker = [ROOM] of { mtype, byte, bit };
chan broker_to_publisher = [ROOM] of { mtype, byte, bit };
chan subscriber_to_broker = [ROOM] of { mtype, byte, bit };
chan broker_to_subscriber = [ROOM] of { mtype, byte, bit };

/* Which of the four worlds this is. */
bit method_a;
bit may_clean;
bool begun = false;

bool publisher_up = true;
bool subscriber_up = true;

/* The publisher's Session, and what its application sees. */
byte published = 0;
mtype exchange = nothing;
bit completed[MESSAGES + 1];

/* The broker's Session of the publisher: the identifier it has seen, and Method A's message. */
bit identifier_stored;
byte message_stored;
byte publishes_at_broker = 0;

/* The broker's Session of the subscriber: how far each message is. */
mtype outgoing[MESSAGES + 1] = nothing;

/* The subscriber's Session, and what its application sees. */
bit identifier_known[MESSAGES + 1];
byte delivered[MESSAGES + 1];
byte publishes_at_subscriber = 0;
byte dups_at_subscriber = 0;

byte i;

/* Everything that is under way on a connection. */
inline lose(one, other) {
  do
  :: len(one) > 0 -> one?_, _, _
  :: else -> break
  od;
  do
  :: len(other) > 0 -> other?_, _, _
  :: else -> break
  od
}

/* Onward delivery: now if the subscriber is there, else its Session keeps the message. */
inline forward(message) {
  if
  :: subscriber_up ->
    outgoing[message] = awaits_pubrec;
    broker_to_subscriber!PUBLISH(message, 0)
  :: else -> outgoing[message] = waiting
  fi
}

/* MQTT-4.4.0-1: what is unacknowledged is sent again, in its order; then what has waited. */
inline broker_resumes_sending() {
  i = 1;
  do
  :: i > MESSAGES -> break
  :: i <= MESSAGES && outgoing[i] == awaits_pubrec -> broker_to_subscriber!PUBLISH(i, 1); i++
  :: i <= MESSAGES && outgoing[i] == awaits_pubcomp -> broker_to_subscriber!PUBREL(i, 0); i++
  :: i <= MESSAGES && outgoing[i] != awaits_pubrec && outgoing[i] != awaits_pubcomp -> i++
  od;
  i = 1;
  do
  :: i > MESSAGES -> break
  :: i <= MESSAGES && outgoing[i] == waiting ->
    outgoing[i] = awaits_pubrec;
    broker_to_subscriber!PUBLISH(i, 0);
    i++
  :: i <= MESSAGES && outgoing[i] != waiting -> i++
  od;
  i = 0
}

inline both_forget_subscriber() {
  i = 0;
  do
  :: i > MESSAGES -> break
  :: else -> outgoing[i] = nothing; identifier_known[i] = 0; i++
  od;
  i = 0
}

active proctype Publisher() {
end:
  do
  :: atomic { begun && publisher_up && exchange == nothing && published < MESSAGES ->
      published++;
      exchange = awaits_pubrec;
      publisher_to_broker!PUBLISH(published, 0) }
  :: atomic { broker_to_publisher?PUBREC(_, _) ->
      assert(exchange == awaits_pubrec);
      exchange = awaits_pubcomp;
      publisher_to_broker!PUBREL(0, 0) }
  :: atomic { broker_to_publisher?PUBCOMP(_, _) ->
      assert(exchange == awaits_pubcomp);
      exchange = nothing;
      completed[published] = 1 }
  od
}

active proctype Broker() {
  byte message;
end:
  do
  :: atomic { publisher_to_broker?PUBLISH(message, _) ->
      publishes_at_broker++;
      if
      :: identifier_stored -> skip
      :: !identifier_stored && method_a -> identifier_stored = 1; message_stored = message
      :: !identifier_stored && !method_a -> identifier_stored = 1; forward(message)
      fi;
      broker_to_publisher!PUBREC(0, 0);
      message = 0 }
  /* If the PUBCOMP was lost, the PUBREL comes again: it is answered, whatever is left to do. */
  :: atomic { publisher_to_broker?PUBREL(_, _) ->
      if
      :: identifier_stored && method_a ->
        message = message_stored; message_stored = 0; forward(message)
      :: else -> skip
      fi;
      identifier_stored = 0;
      broker_to_publisher!PUBCOMP(0, 0);
      message = 0 }
  :: atomic { subscriber_to_broker?PUBREC(message, _) ->
      assert(outgoing[message] == awaits_pubrec);
      outgoing[message] = awaits_pubcomp;
      broker_to_subscriber!PUBREL(message, 0);
      message = 0 }
  :: atomic { subscriber_to_broker?PUBCOMP(message, _) ->
      assert(outgoing[message] == awaits_pubcomp);
      outgoing[message] = nothing;
      message = 0 }
  od
}

active proctype Subscriber() {
  byte message;
  bit dup;
end:
  do
  :: atomic { broker_to_subscriber?PUBLISH(message, dup) ->
      publishes_at_subscriber++;
      dups_at_subscriber = dups_at_subscriber + dup;
      if
      :: identifier_known[message] -> skip
      :: else -> identifier_known[message] = 1; delivered[message]++
      fi;
      subscriber_to_broker!PUBREC(message, 0);
      message = 0; dup = 0 }
  :: atomic { broker_to_subscriber?PUBREL(message, _) ->
      identifier_known[message] = 0;
      subscriber_to_broker!PUBCOMP(message, 0);
      message = 0 }
  od
}

active proctype Network() {
  byte losses = 0;
  atomic {
    if :: method_a = 0 :: method_a = 1 fi;
    if :: may_clean = 0 :: may_clean = 1 fi;
    do
    :: losses < LOSSES -> losses++
    :: break
    od;
    begun = true
  }
end:
  do
  :: atomic { losses > 0 && publisher_up ->
      losses--;
      publisher_up = false;
      lose(publisher_to_broker, broker_to_publisher) }
  :: atomic { losses > 0 && subscriber_up ->
      losses--;
      subscriber_up = false;
      lose(subscriber_to_broker, broker_to_subscriber) }
  :: atomic { !publisher_up ->
      publisher_up = true;
      if
      :: exchange == awaits_pubrec -> publisher_to_broker!PUBLISH(published, 1)
      :: exchange == awaits_pubcomp -> publisher_to_broker!PUBREL(0, 0)
      :: exchange == nothing -> skip
      fi }
  :: atomic { !publisher_up && may_clean ->
      publisher_up = true;
      exchange = nothing;
      identifier_stored = 0;
      message_stored = 0 }
  :: atomic { !subscriber_up ->
      subscriber_up = true;
      broker_resumes_sending() }
  :: atomic { !subscriber_up && may_clean ->
      subscriber_up = true;
      both_forget_subscriber() }
  od
}

/* Nothing can happen any more: this is an ending. */
active proctype Ending() {
  timeout -> d_step {
    printf("OUTCOME %d %d  %d %d  %d %d  %d  %d %d\n", method_a, may_clean, delivered[1],
           delivered[2], completed[1], completed[2], publishes_at_broker, publishes_at_subscriber,
           dups_at_subscriber);
    assert(exchange == nothing && !identifier_stored && !identifier_known[1]);
    assert(may_clean || (delivered[1] == 1 && delivered[2] == 1 && completed[2]))
  }
}
