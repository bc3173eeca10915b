;; Exact scan of int8 vectors: the dot product of one query with each of `count` vectors, four vectors at a
;; time so that the query is loaded once for four. `count` is a multiple of 4, `dimensions` of 16.
;; What scores above `floor` is written to `out` as pairs of int32, number (from `first` on) and score; answers how many.
;;
;; Widening bytes costs more than multiplying them, so two dimensions share one int16 lane: lane = 256 * high +
;; (low + 128), with high signed and the low byte biased. With qlow, qhigh the query's two values,
;;   low * qlow + high * qhigh = lane * qlow + (lane >> 8) * (qhigh - 256 * qlow) - 128 * qlow
;; and the last term is one constant for the query, which the caller takes off. The query lies in memory as,
;; for each 16 dimensions, eight int16 of qlow and eight of qhigh - 256 * qlow; both fit while |q| <= 127.
;; Assembled into scan.wasm.ts by `npm run build:wasm`.
(module
  (import "env" "memory" (memory 1 65536 shared))
  (func (export "scan")
    (param $vectors i32) (param $count i32) (param $dimensions i32) (param $query i32) (param $out i32) (param $floor i32) (param $first i32)
    (result i32)
    (local $end i32) (local $start i32) (local $score i32) (local $q i32) (local $stop i32) (local $x v128) (local $y v128) (local $v v128)
    (local $sum0 v128) (local $at0 i32)
    (local $sum1 v128) (local $at1 i32)
    (local $sum2 v128) (local $at2 i32)
    (local $sum3 v128) (local $at3 i32)
    (local.set $start (local.get $out))
    (local.set $end (i32.add (local.get $first) (local.get $count)))
    (block $done
      (loop $documents
        (br_if $done (i32.ge_s (local.get $first) (local.get $end)))
        (local.set $sum0 (v128.const i32x4 0 0 0 0))
        (local.set $at0 (i32.add (local.get $vectors) (i32.mul (local.get $dimensions) (i32.const 0))))
        (local.set $sum1 (v128.const i32x4 0 0 0 0))
        (local.set $at1 (i32.add (local.get $vectors) (i32.mul (local.get $dimensions) (i32.const 1))))
        (local.set $sum2 (v128.const i32x4 0 0 0 0))
        (local.set $at2 (i32.add (local.get $vectors) (i32.mul (local.get $dimensions) (i32.const 2))))
        (local.set $sum3 (v128.const i32x4 0 0 0 0))
        (local.set $at3 (i32.add (local.get $vectors) (i32.mul (local.get $dimensions) (i32.const 3))))
        (local.set $q (local.get $query))
        (local.set $stop (i32.add (local.get $vectors) (local.get $dimensions)))
        (loop $chunk
          (local.set $x (v128.load (local.get $q)))
          (local.set $y (v128.load offset=16 (local.get $q)))
          (local.set $v (v128.load (local.get $at0)))
          (local.set $sum0 (i32x4.add (local.get $sum0) (i32x4.add
            (i32x4.dot_i16x8_s (local.get $v) (local.get $x))
            (i32x4.dot_i16x8_s (i16x8.shr_s (local.get $v) (i32.const 8)) (local.get $y)))))
          (local.set $at0 (i32.add (local.get $at0) (i32.const 16)))
          (local.set $v (v128.load (local.get $at1)))
          (local.set $sum1 (i32x4.add (local.get $sum1) (i32x4.add
            (i32x4.dot_i16x8_s (local.get $v) (local.get $x))
            (i32x4.dot_i16x8_s (i16x8.shr_s (local.get $v) (i32.const 8)) (local.get $y)))))
          (local.set $at1 (i32.add (local.get $at1) (i32.const 16)))
          (local.set $v (v128.load (local.get $at2)))
          (local.set $sum2 (i32x4.add (local.get $sum2) (i32x4.add
            (i32x4.dot_i16x8_s (local.get $v) (local.get $x))
            (i32x4.dot_i16x8_s (i16x8.shr_s (local.get $v) (i32.const 8)) (local.get $y)))))
          (local.set $at2 (i32.add (local.get $at2) (i32.const 16)))
          (local.set $v (v128.load (local.get $at3)))
          (local.set $sum3 (i32x4.add (local.get $sum3) (i32x4.add
            (i32x4.dot_i16x8_s (local.get $v) (local.get $x))
            (i32x4.dot_i16x8_s (i16x8.shr_s (local.get $v) (i32.const 8)) (local.get $y)))))
          (local.set $at3 (i32.add (local.get $at3) (i32.const 16)))
          (local.set $q (i32.add (local.get $q) (i32.const 32)))
          (br_if $chunk (i32.lt_u (local.get $at0) (local.get $stop))))
        (local.set $score (i32.add
          (i32.add (i32x4.extract_lane 0 (local.get $sum0)) (i32x4.extract_lane 1 (local.get $sum0)))
          (i32.add (i32x4.extract_lane 2 (local.get $sum0)) (i32x4.extract_lane 3 (local.get $sum0)))))
        (if (i32.gt_s (local.get $score) (local.get $floor))
          (then
            (i32.store (local.get $out) (i32.add (local.get $first) (i32.const 0)))
            (i32.store offset=4 (local.get $out) (local.get $score))
            (local.set $out (i32.add (local.get $out) (i32.const 8)))))
        (local.set $score (i32.add
          (i32.add (i32x4.extract_lane 0 (local.get $sum1)) (i32x4.extract_lane 1 (local.get $sum1)))
          (i32.add (i32x4.extract_lane 2 (local.get $sum1)) (i32x4.extract_lane 3 (local.get $sum1)))))
        (if (i32.gt_s (local.get $score) (local.get $floor))
          (then
            (i32.store (local.get $out) (i32.add (local.get $first) (i32.const 1)))
            (i32.store offset=4 (local.get $out) (local.get $score))
            (local.set $out (i32.add (local.get $out) (i32.const 8)))))
        (local.set $score (i32.add
          (i32.add (i32x4.extract_lane 0 (local.get $sum2)) (i32x4.extract_lane 1 (local.get $sum2)))
          (i32.add (i32x4.extract_lane 2 (local.get $sum2)) (i32x4.extract_lane 3 (local.get $sum2)))))
        (if (i32.gt_s (local.get $score) (local.get $floor))
          (then
            (i32.store (local.get $out) (i32.add (local.get $first) (i32.const 2)))
            (i32.store offset=4 (local.get $out) (local.get $score))
            (local.set $out (i32.add (local.get $out) (i32.const 8)))))
        (local.set $score (i32.add
          (i32.add (i32x4.extract_lane 0 (local.get $sum3)) (i32x4.extract_lane 1 (local.get $sum3)))
          (i32.add (i32x4.extract_lane 2 (local.get $sum3)) (i32x4.extract_lane 3 (local.get $sum3)))))
        (if (i32.gt_s (local.get $score) (local.get $floor))
          (then
            (i32.store (local.get $out) (i32.add (local.get $first) (i32.const 3)))
            (i32.store offset=4 (local.get $out) (local.get $score))
            (local.set $out (i32.add (local.get $out) (i32.const 8)))))
        (local.set $vectors (i32.add (local.get $vectors) (i32.mul (local.get $dimensions) (i32.const 4))))
        (local.set $first (i32.add (local.get $first) (i32.const 4)))
        (br $documents)))
    (i32.shr_u (i32.sub (local.get $out) (local.get $start)) (i32.const 3))))
