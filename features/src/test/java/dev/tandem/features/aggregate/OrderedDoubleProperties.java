package dev.tandem.features.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class OrderedDoubleProperties {

  @Property
  void encode_anyTwo_areOrderedAsTheDoubles(@ForAll double a, @ForAll double b) {
    assertThat(Long.compare(OrderedDouble.encode(a), OrderedDouble.encode(b)))
        .isEqualTo(Double.compare(a + 0.0, b + 0.0));
  }

  @Property
  void decode_ofEncoded_isTheSameDouble(@ForAll double value) {
    assertThat(OrderedDouble.decode(OrderedDouble.encode(value))).isEqualTo(value + 0.0);
  }
}
