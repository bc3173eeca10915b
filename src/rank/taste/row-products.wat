;; Products of a vector with rows of vectors: single precision, sixteen numbers at a time, in a fixed order, so that the same
;; papers stand in the same order on every machine.
(module
  (import "env" "memory" (memory 1))

  ;; `count` rows of `bytes` bytes, a multiple of 64, from `rows` on; out gets a float for each.
  (func (export "products") (param $vector i32) (param $rows i32) (param $count i32) (param $bytes i32) (param $out i32)
    (local $end i32) (local $at i32) (local $stop i32)
    (local $s0 v128) (local $s1 v128) (local $s2 v128) (local $s3 v128)
    (local.set $end (i32.add (local.get $vector) (local.get $bytes)))
    (local.set $stop (i32.add (local.get $out) (i32.shl (local.get $count) (i32.const 2))))
    (block $done (loop $each
      (br_if $done (i32.ge_u (local.get $out) (local.get $stop)))
      (local.set $s0 (v128.const i32x4 0 0 0 0))
      (local.set $s1 (v128.const i32x4 0 0 0 0))
      (local.set $s2 (v128.const i32x4 0 0 0 0))
      (local.set $s3 (v128.const i32x4 0 0 0 0))
      (local.set $at (local.get $vector))
      (loop $inner
        (local.set $s0 (f32x4.add (local.get $s0) (f32x4.mul (v128.load (local.get $at)) (v128.load (local.get $rows)))))
        (local.set $s1 (f32x4.add (local.get $s1) (f32x4.mul (v128.load offset=16 (local.get $at)) (v128.load offset=16 (local.get $rows)))))
        (local.set $s2 (f32x4.add (local.get $s2) (f32x4.mul (v128.load offset=32 (local.get $at)) (v128.load offset=32 (local.get $rows)))))
        (local.set $s3 (f32x4.add (local.get $s3) (f32x4.mul (v128.load offset=48 (local.get $at)) (v128.load offset=48 (local.get $rows)))))
        (local.set $rows (i32.add (local.get $rows) (i32.const 64)))
        (local.set $at (i32.add (local.get $at) (i32.const 64)))
        (br_if $inner (i32.lt_u (local.get $at) (local.get $end))))
      (local.set $s0 (f32x4.add (f32x4.add (local.get $s0) (local.get $s1)) (f32x4.add (local.get $s2) (local.get $s3))))
      (f32.store (local.get $out)
        (f32.add
          (f32.add (f32x4.extract_lane 0 (local.get $s0)) (f32x4.extract_lane 1 (local.get $s0)))
          (f32.add (f32x4.extract_lane 2 (local.get $s0)) (f32x4.extract_lane 3 (local.get $s0)))))
      (local.set $out (i32.add (local.get $out) (i32.const 4)))
      (br $each)))))
