import sharp from 'sharp'

// What else sharp could read (SVG and PDF among it) is more than a picture.
sharp.block({ operation: ['VipsForeignLoad'] })
sharp.unblock({
  operation: ['Jpeg', 'Png', 'Webp', 'Nsgif', 'Heif', 'Tiff'].flatMap((format) =>
    ['Buffer', 'File'].map((source) => `VipsForeignLoad${format}${source}`),
  ),
})

/** sharp, which reads nothing but pictures made of pixels. */
export { sharp }
